// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

namespace yz {

class JsonPlace;

/**
 * Walks a JSON document that must fit a schema, and remembers the first place that does not.
 * After a refusal every read gives an empty value, so that a reader needs one check, at the end.
 */
class JsonWalk
{
public:
    /** `room`: how many times as long texts may be; English takes about three letters where Chinese takes one. */
    explicit JsonWalk(int room = 1) : m_room(room) {}

    /** An empty place when `json` is too large, not JSON, or not an object. */
    JsonPlace open(const QByteArray &json, qsizetype maxBytes);
    void refuse(const JsonPlace &place, const char *key, const char *why);
    const std::optional<Error> &problem() const { return m_problem; }

private:
    friend class JsonPlace;
    void refuse(const std::string &path, const std::string &why);
    int m_room;
    std::optional<Error> m_problem;
};

/** One object inside the document, with the way to it. A value; the walk must outlive it. */
class JsonPlace
{
public:
    JsonPlace(JsonWalk &walk, std::string path, QJsonObject object)
        : m_walk(walk), m_path(std::move(path)), m_object(std::move(object))
    {
    }

    void onlyKeys(std::initializer_list<const char *> allowed) const;
    bool has(const char *key) const { return m_object.contains(QLatin1String(key)); }

    QString text(const char *key, int maxLength) const;
    QString optionalText(const char *key, int maxLength) const;
    /** 1–40 of [a-z0-9.-]. */
    QString code(const char *key) const;
    QStringList texts(const char *key, int maxCount, int maxLength) const;
    QStringList optionalTexts(const char *key, int maxCount, int maxLength) const;
    /** Exactly `size` bytes in hexadecimal digits. */
    QByteArray hex(const char *key, qsizetype size) const;
    qint64 integer(const char *key, qint64 least, qint64 most) const;
    double number(const char *key, double least, double most) const;
    bool optionalFlag(const char *key, bool otherwise) const;
    std::vector<JsonPlace> list(const char *key, int minCount, int maxCount) const;
    std::vector<JsonPlace> optionalList(const char *key, int maxCount) const;
    JsonPlace object(const char *key) const;

    const std::string &path() const { return m_path; }

private:
    std::string at(const char *key) const { return m_path + "." + key; }

    JsonWalk &m_walk;
    std::string m_path;
    QJsonObject m_object;
};

} // namespace yz
