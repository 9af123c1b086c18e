// SPDX-License-Identifier: Apache-2.0
#include "words/json_walk.h"

#include "words/hex.h"

#include <QRegularExpression>

#include <algorithm>

namespace yz {

JsonPlace JsonWalk::open(const QByteArray &json, qsizetype maxBytes)
{
    if (json.size() > maxBytes) {
        refuse("$", "is larger than " + std::to_string(maxBytes) + " bytes");
        return {*this, "$", {}};
    }
    QJsonParseError trouble;
    const auto document = QJsonDocument::fromJson(json, &trouble);
    if (trouble.error != QJsonParseError::NoError) {
        refuse("$",
               "is not JSON: " + trouble.errorString().toStdString() + " at byte " + std::to_string(trouble.offset));
        return {*this, "$", {}};
    }
    if (!document.isObject())
        refuse("$", "is not an object");
    return {*this, "$", document.object()};
}

void JsonWalk::refuse(const JsonPlace &place, const char *key, const char *why)
{
    refuse(place.path() + "." + key, why);
}

void JsonWalk::refuse(const std::string &path, const std::string &why)
{
    if (!m_problem)
        m_problem = Error{Fault::DataMalformed, path + " " + why};
}

void JsonPlace::onlyKeys(std::initializer_list<const char *> allowed) const
{
    for (auto it = m_object.begin(); it != m_object.end(); ++it) {
        const bool known = std::any_of(allowed.begin(), allowed.end(),
                                       [&](const char *key) { return it.key() == QLatin1String(key); });
        // The unknown key itself is not repeated: it may be anything.
        if (!known)
            m_walk.refuse(m_path, "holds a key that the schema does not know");
    }
}

QString JsonPlace::text(const char *key, int maxLength) const
{
    const auto value = m_object.value(QLatin1String(key));
    if (!value.isString() || value.toString().isEmpty())
        m_walk.refuse(at(key), "must be a text");
    return optionalText(key, maxLength);
}

QString JsonPlace::optionalText(const char *key, int maxLength) const
{
    const auto value = m_object.value(QLatin1String(key));
    if (value.isUndefined())
        return {};
    if (!value.isString()) {
        m_walk.refuse(at(key), "must be a text");
        return {};
    }
    const auto text = value.toString();
    const int most = maxLength * m_walk.m_room;
    if (text.size() > most)
        m_walk.refuse(at(key), "is longer than " + std::to_string(most));
    return text;
}

QString JsonPlace::code(const char *key) const
{
    static const QRegularExpression shape(QStringLiteral("^[a-z0-9.-]{1,40}$"));
    const auto value = text(key, 40);
    if (!shape.match(value).hasMatch())
        m_walk.refuse(at(key), "must be 1 to 40 of a-z, 0-9, dot and dash");
    return value;
}

QStringList JsonPlace::texts(const char *key, int maxCount, int maxLength) const
{
    if (!has(key))
        m_walk.refuse(at(key), "must be a list of texts");
    return optionalTexts(key, maxCount, maxLength);
}

QStringList JsonPlace::optionalTexts(const char *key, int maxCount, int maxLength) const
{
    QStringList texts;
    const auto value = m_object.value(QLatin1String(key));
    const auto array = value.toArray();
    if (!value.isArray() && !value.isUndefined()) {
        m_walk.refuse(at(key), "must be a list of texts");
        return texts;
    }
    if (array.size() > maxCount) {
        m_walk.refuse(at(key), "has more than " + std::to_string(maxCount) + " entries");
        return texts;
    }
    const int most = maxLength * m_walk.m_room;
    for (const auto &item : array) {
        if (!item.isString() || item.toString().isEmpty() || item.toString().size() > most)
            m_walk.refuse(at(key), "holds something else than texts of up to " + std::to_string(most));
        texts += item.toString();
    }
    return texts;
}

QByteArray JsonPlace::hex(const char *key, qsizetype size) const
{
    const QByteArray bytes = bytesOfHex(m_object.value(QLatin1String(key)).toString().toLatin1(), size);
    if (bytes.isEmpty())
        m_walk.refuse(at(key), "must be " + std::to_string(2 * size) + " hexadecimal digits");
    return bytes;
}

qint64 JsonPlace::integer(const char *key, qint64 least, qint64 most) const
{
    return static_cast<qint64>(number(key, static_cast<double>(least), static_cast<double>(most)));
}

double JsonPlace::number(const char *key, double least, double most) const
{
    const auto value = m_object.value(QLatin1String(key));
    if (!value.isDouble() || value.toDouble() < least || value.toDouble() > most) {
        m_walk.refuse(at(key), "must be a number between " + std::to_string(least) + " and " + std::to_string(most));
        return least;
    }
    return value.toDouble();
}

bool JsonPlace::optionalFlag(const char *key, bool otherwise) const
{
    const auto value = m_object.value(QLatin1String(key));
    if (!value.isUndefined() && !value.isBool())
        m_walk.refuse(at(key), "must be true or false");
    return value.toBool(otherwise);
}

std::vector<JsonPlace> JsonPlace::list(const char *key, int minCount, int maxCount) const
{
    auto places = optionalList(key, maxCount);
    if (static_cast<int>(places.size()) < minCount)
        m_walk.refuse(at(key), "must list at least " + std::to_string(minCount));
    return places;
}

std::vector<JsonPlace> JsonPlace::optionalList(const char *key, int maxCount) const
{
    std::vector<JsonPlace> places;
    const auto value = m_object.value(QLatin1String(key));
    if (value.isUndefined())
        return places;
    const auto array = value.toArray();
    if (!value.isArray() || array.size() > maxCount) {
        m_walk.refuse(at(key), "must be a list of at most " + std::to_string(maxCount));
        return places;
    }
    for (qsizetype i = 0; i < array.size(); ++i) {
        const auto path = at(key) + "[" + std::to_string(i) + "]";
        if (!array[i].isObject())
            m_walk.refuse(path, "must be an object");
        places.emplace_back(m_walk, path, array[i].toObject());
    }
    return places;
}

JsonPlace JsonPlace::object(const char *key) const
{
    const auto value = m_object.value(QLatin1String(key));
    if (!value.isObject())
        m_walk.refuse(at(key), "must be an object");
    return {m_walk, at(key), value.toObject()};
}

} // namespace yz
