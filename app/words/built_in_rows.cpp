// SPDX-License-Identifier: Apache-2.0
#include "words/catalogue.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

// In the global namespace, as the macro asks; a static library's resources are otherwise dropped by the linker.
static void keepPackResources()
{
    Q_INIT_RESOURCE(packs);
}

namespace yz {

Result<std::vector<PackRow>> rowsOfFile(const QString &type, const QString &name, const QByteArray &json)
{
    constexpr qsizetype kMaxBytes = 4 * 1024 * 1024;
    const auto refused = [&](const std::string &why) {
        return Error{Fault::DataMalformed, (type + QLatin1Char('/') + name).toStdString() + ": " + why};
    };
    if (json.size() > kMaxBytes)
        return refused("is larger than 4 MiB");
    QJsonParseError trouble;
    const auto document = QJsonDocument::fromJson(json, &trouble);
    if (trouble.error != QJsonParseError::NoError)
        return refused("is not JSON: " + trouble.errorString().toStdString() + " at byte " +
                       std::to_string(trouble.offset));
    const auto canonical = [](const QJsonObject &object) {
        return QJsonDocument(object).toJson(QJsonDocument::Compact); // sorted keys, no spaces
    };
    if (document.isObject())
        return std::vector<PackRow>{{type, name, canonical(document.object())}};
    std::vector<PackRow> rows;
    int order = 0;
    for (const auto &one : document.array()) {
        QJsonObject value = one.toObject();
        const QString id = value.take(QLatin1String("id")).toString();
        if (id.isEmpty())
            return refused("entry " + std::to_string(rows.size()) + " has no id");
        if (!value.contains(QLatin1String("order")))
            value.insert(QLatin1String("order"), ++order);
        rows.push_back({type, id, canonical(value)});
    }
    return rows;
}

Result<std::vector<PackRow>> builtInRows()
{
    keepPackResources();
    std::vector<PackRow> rows;
    for (const auto &type : QDir(QStringLiteral(":/packs")).entryList(QDir::Dirs, QDir::Name)) {
        const QDir folder(QStringLiteral(":/packs/") + type);
        for (const auto &name : folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
            QFile file(folder.filePath(name));
            if (!file.open(QIODevice::ReadOnly))
                return {Fault::NotFound, "the program lacks its own " + name.toStdString()};
            auto some = rowsOfFile(type, name.chopped(5), file.readAll());
            if (!some)
                return some.error();
            rows.insert(rows.end(), some->begin(), some->end());
        }
    }
    if (rows.empty())
        return {Fault::NotFound, "the program came without its catalogue"};
    return rows;
}

} // namespace yz
