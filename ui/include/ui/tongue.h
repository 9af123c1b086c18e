// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/language.h>

#include <QTranslator>

namespace yz {

/**
 * Which language the program speaks: what is asked of Said from now on comes in it. Pages that stand are not changed;
 * Shell builds anew when a view comes in another language. Owner: `app/main`. Thread: GUI.
 */
class Tongue
{
public:
    ~Tongue() { use(Language::Chinese); }
    void use(Language language);

private:
    QTranslator m_english;
    Language m_language = Language::Chinese;
};

} // namespace yz
