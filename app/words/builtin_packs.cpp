// SPDX-License-Identifier: Apache-2.0
#include "words/form_pack.h"

#include <QFile>

// In the global namespace, as the macro asks; a static library's resources are otherwise dropped by the linker.
static void keepPackResources()
{
    Q_INIT_RESOURCE(packs);
}

namespace yz {

Result<std::map<QString, FormPack>> builtInFormPacks()
{
    keepPackResources();
    std::map<QString, FormPack> packs;
    for (const auto *name : {"legal-aid", "advice", "progress", "rating"}) {
        QFile file(QStringLiteral(":/packs/%1.form.json").arg(QLatin1String(name)));
        if (!file.open(QIODevice::ReadOnly))
            return {Fault::NotFound, std::string("the program lacks its form pack ") + name};
        auto pack = parseFormPack(file.readAll());
        if (!pack)
            return {pack.fault(), std::string(name) + ": " + pack.error().detail};
        packs.emplace(pack->service, *pack);
    }
    return packs;
}

} // namespace yz
