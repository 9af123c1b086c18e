// SPDX-License-Identifier: Apache-2.0
#include "callflow/signals.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace yz::callflow {
namespace {

constexpr int kVersion = 1;
constexpr qsizetype kLongestFrame = 64 * 1024;
constexpr int kLongestSdp = 32 * 1024;
constexpr int kLongestText = 1000;
constexpr int kLongestLine = 2048; ///< of a candidate
constexpr int kMostServers = 16;
constexpr int kMostAddresses = 8;
constexpr int kMostSessions = 10'000;

QString wordFor(Media media)
{
    switch (media) {
    case Media::Video:
        return QStringLiteral("video");
    case Media::Audio:
        return QStringLiteral("audio");
    case Media::Text:
        return QStringLiteral("text");
    }
    return {};
}

QJsonObject typed(const char *type)
{
    return {{QStringLiteral("type"), QLatin1String(type)}};
}

struct Writer
{
    QJsonObject operator()(const say::Request &one) const
    {
        auto json = typed("request");
        json[QStringLiteral("media")] = wordFor(one.media);
        json[QStringLiteral("topic")] = one.topic.left(40);
        json[QStringLiteral("order")] =
            one.order ? QJsonValue(QString::fromStdString(one.order->toString())) : QJsonValue(QJsonValue::Null);
        return json;
    }
    QJsonObject operator()(const say::Offer &one) const
    {
        auto json = typed("offer");
        json[QStringLiteral("sdp")] = one.sdp;
        return json;
    }
    QJsonObject operator()(const say::Candidate &one) const
    {
        auto json = typed("cand");
        json[QStringLiteral("mid")] = one.mid;
        json[QStringLiteral("index")] = one.index;
        json[QStringLiteral("candidate")] = one.candidate;
        return json;
    }
    QJsonObject operator()(const say::Text &one) const
    {
        auto json = typed("text");
        json[QStringLiteral("text")] = one.text.left(kLongestText);
        return json;
    }
    QJsonObject operator()(const say::Degrade &one) const
    {
        auto json = typed("degrade");
        json[QStringLiteral("media")] = wordFor(one.media);
        return json;
    }
    QJsonObject operator()(const say::Bye &one) const
    {
        auto json = typed("bye");
        json[QStringLiteral("reason")] = QString::fromLatin1(one.reason);
        return json;
    }
    QJsonObject operator()(const say::Ping &) const { return typed("ping"); }
};

/** Members of a frame, bounded; the first that does not fit spoils it. */
class Reader
{
public:
    explicit Reader(QJsonObject object) : m_object(std::move(object)) {}

    QString text(const char *key, int most, bool needed = true)
    {
        const auto value = m_object.value(QLatin1String(key));
        if (value.isUndefined() || value.isNull()) {
            m_good = m_good && !needed;
            return {};
        }
        const auto text = value.toString();
        m_good = m_good && value.isString() && text.size() <= most;
        return m_good ? text : QString();
    }
    int count(const char *key, int most)
    {
        const auto value = m_object.value(QLatin1String(key));
        m_good = m_good && value.isDouble() && value.toDouble() >= 0 && value.toDouble() <= most;
        return m_good ? value.toInt() : 0;
    }
    std::optional<int> optionalCount(const char *key, int most)
    {
        const auto value = m_object.value(QLatin1String(key));
        if (value.isUndefined() || value.isNull())
            return {};
        return count(key, most);
    }
    QJsonArray list(const char *key, int most)
    {
        const auto list = m_object.value(QLatin1String(key)).toArray();
        m_good = m_good && list.size() <= most;
        return m_good ? list : QJsonArray();
    }
    QJsonObject object(const char *key)
    {
        const auto value = m_object.value(QLatin1String(key));
        m_good = m_good && value.isObject();
        return value.toObject();
    }
    void expect(bool good) { m_good = m_good && good; }
    bool isGood() const { return m_good; }

private:
    QJsonObject m_object;
    bool m_good = true;
};

say::Hello hello(Reader &frame)
{
    say::Hello hello;
    for (const auto &item : frame.list("ice", kMostServers)) {
        Reader one(item.toObject());
        IceServer server;
        for (const auto &address : one.list("urls", kMostAddresses)) {
            one.expect(address.isString() && address.toString().size() <= kLongestLine);
            server.urls += address.toString().left(kLongestLine);
        }
        server.username = one.text("username", 256, false);
        server.credential = one.text("credential", 256, false);
        frame.expect(one.isGood() && item.isObject());
        hello.ice.push_back(std::move(server));
    }
    return hello;
}

std::optional<FromHub> messageOf(const QString &type, Reader &frame)
{
    constexpr int kMostPeople = 100'000;
    if (type == QLatin1String("hello"))
        return hello(frame);
    if (type == QLatin1String("queued"))
        return say::Queued{frame.count("place", kMostPeople), frame.optionalCount("expected_wait_s", 24 * 3600)};
    if (type == QLatin1String("accepted")) {
        Reader agent(frame.object("agent"));
        const say::Accepted accepted{agent.text("display", 60), agent.text("organisation", 120, false)};
        frame.expect(agent.isGood());
        return accepted;
    }
    if (type == QLatin1String("answer"))
        return say::Answer{frame.text("sdp", kLongestSdp)};
    if (type == QLatin1String("cand"))
        return say::Candidate{frame.text("mid", 64, false), frame.optionalCount("index", 64).value_or(0),
                              frame.text("candidate", kLongestLine)};
    if (type == QLatin1String("text"))
        return say::Text{frame.text("text", kLongestText)};
    if (type == QLatin1String("bye"))
        return say::Bye{frame.text("reason", 40, false).toLatin1()};
    if (type == QLatin1String("pong"))
        return say::Pong{};
    return {};
}

} // namespace

QByteArray encode(const Uuid &call, int session, const ToHub &message)
{
    auto json = std::visit(Writer{}, message);
    json[QStringLiteral("v")] = kVersion;
    json[QStringLiteral("call")] = QString::fromStdString(call.toString());
    json[QStringLiteral("session")] = session;
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

Result<Received> decode(const QByteArray &frame)
{
    if (frame.size() > kLongestFrame)
        return {Fault::DataMalformed, "a signal of more than 64 KiB"};
    const auto document = QJsonDocument::fromJson(frame);
    if (!document.isObject())
        return {Fault::DataMalformed, "a signal that is no JSON object"};
    Reader reader(document.object());
    const int version = reader.count("v", 1000);
    const QString type = reader.text("type", 40);
    if (!reader.isGood() || version != kVersion)
        return {Fault::Unsupported, "a signal of another version"};
    auto message = messageOf(type, reader);
    if (!message)
        return {Fault::Unsupported, "a signal of a kind that is not known"};
    Received received;
    received.session = reader.optionalCount("session", kMostSessions).value_or(0);
    const auto call = reader.text("call", 36, false);
    if (!call.isEmpty()) {
        const auto parsed = Uuid::parse(call.toStdString());
        reader.expect(static_cast<bool>(parsed));
        if (parsed)
            received.call = *parsed;
    }
    if (!reader.isGood())
        return {Fault::DataMalformed, "a signal that breaks the rules of its kind"};
    received.message = std::move(*message);
    return received;
}

} // namespace yz::callflow
