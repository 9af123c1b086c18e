// SPDX-License-Identifier: Apache-2.0
#include "ui/tongue.h"

#include <QCoreApplication>

// In the global namespace, as the macro asks; a static library's resources are otherwise dropped by the linker.
static void keepTranslations()
{
    Q_INIT_RESOURCE(translations);
}

namespace yz {

void Tongue::use(Language language)
{
    if (language == m_language)
        return;
    m_language = language;
    if (language == Language::Chinese) {
        QCoreApplication::removeTranslator(&m_english);
        return;
    }
    keepTranslations();
    if (m_english.isEmpty() && !m_english.load(QStringLiteral(":/i18n/yizhan_en.qm")))
        return; // Chinese, then: it is in the program itself
    QCoreApplication::installTranslator(&m_english);
}

} // namespace yz
