// SPDX-License-Identifier: Apache-2.0
#include "call/call_message.h"

#include "call/sdp_inspector.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include <algorithm>

namespace yz {
namespace {

using namespace callwire;

constexpr int kMostSessions = 1'000'000;
constexpr int kLongestLine = 1024;
constexpr int kMostServers = 8;

/** Reads members with bounds; the first that does not fit is kept. */
class Members
{
public:
    explicit Members(QJsonObject object) : m_object(std::move(object)) {}

    int number(QLatin1String name, int least, int most)
    {
        const auto value = m_object.value(name);
        const double held = value.toDouble(-1e9);
        if (!value.isDouble() || !(held >= least && held <= most) || held != static_cast<int>(held))
            return refuse(name), least;
        return static_cast<int>(held);
    }
    QString text(QLatin1String name, int longest)
    {
        const auto value = m_object.value(name);
        if (!value.isString() || value.toString().size() > longest)
            return refuse(name), QString();
        return value.toString();
    }
    bool flag(QLatin1String name)
    {
        const auto value = m_object.value(name);
        if (!value.isBool())
            refuse(name);
        return value.toBool();
    }
    QJsonArray list(QLatin1String name, int most)
    {
        const auto value = m_object.value(name);
        if (!value.isArray() || value.toArray().size() > most)
            return refuse(name), QJsonArray();
        return value.toArray();
    }
    template <class Enum>
    Enum choice(QLatin1String name, Enum last)
    {
        return static_cast<Enum>(number(name, 0, static_cast<int>(last)));
    }
    int session() { return number(QLatin1String("session"), 1, kMostSessions); }

    void refuse(QLatin1String name)
    {
        if (m_refused.empty())
            m_refused = std::string(name.data(), static_cast<std::size_t>(name.size()));
    }
    const std::string &refused() const { return m_refused; }

private:
    QJsonObject m_object;
    std::string m_refused;
};

#define L(text) QLatin1String(text)

QJsonObject object(const Begin &m)
{
    QJsonArray servers;
    for (const auto &server : m.setup.iceServers)
        servers.append(QJsonObject{{L("urls"), QJsonArray::fromStringList(server.urls)},
                                   {L("username"), server.username},
                                   {L("credential"), server.credential}});
    const auto &sources = m.setup.sources;
    return {{L("type"), L("begin")},
            {L("session"), m.session},
            {L("media"), static_cast<int>(m.setup.media)},
            {L("codec"), static_cast<int>(m.setup.codec)},
            {L("ice"), servers},
            {L("video"), sources.video},
            {L("audio"), sources.audio},
            {L("speaker"), sources.speaker},
            {L("width"), sources.size.width()},
            {L("height"), sources.size.height()},
            {L("fps"), sources.framesPerSecond},
            {L("loopback"), m.setup.isLoopbackOnly}};
}
QJsonObject object(const Answer &m)
{
    return {{L("type"), L("answer")}, {L("session"), m.session}, {L("sdp"), m.sdp}};
}
QJsonObject object(const End &)
{
    return {{L("type"), L("end")}};
}
QJsonObject object(const Candidate &m)
{
    return {{L("type"), L("cand")},
            {L("session"), m.session},
            {L("mid"), m.candidate.mid},
            {L("index"), m.candidate.index},
            {L("candidate"), m.candidate.candidate}};
}
QJsonObject object(const Ready &)
{
    return {{L("type"), L("ready")}};
}
QJsonObject object(const Offer &m)
{
    return {{L("type"), L("offer")}, {L("session"), m.session}, {L("sdp"), m.sdp}};
}
QJsonObject object(const State &m)
{
    return {{L("type"), L("state")}, {L("session"), m.session}, {L("state"), static_cast<int>(m.state)}};
}
QJsonObject object(const Shown &m)
{
    return {{L("type"), L("shown")}, {L("session"), m.session}, {L("stream"), static_cast<int>(m.stream)}};
}
QJsonObject object(const Stats &m)
{
    return {{L("type"), L("stats")},
            {L("session"), m.session},
            {L("decoded"), m.stats.framesDecoded},
            {L("fps"), m.stats.framesPerSecond},
            {L("hertz"), m.stats.remoteHertz},
            {L("level"), m.stats.remoteLevel},
            {L("kbits"), m.stats.videoKbits},
            {L("loss"), m.stats.lossPercent},
            {L("nacks"), m.stats.nacks}};
}
QJsonObject object(const Trouble &m)
{
    return {{L("type"), L("trouble")}, {L("session"), m.session}, {L("fault"), static_cast<int>(m.fault)}};
}
QJsonObject object(const Ended &)
{
    return {{L("type"), L("ended")}};
}

CallMessage begin(Members &in)
{
    Begin m;
    m.session = in.session();
    m.setup.media = in.choice(L("media"), CallMedia::Audio);
    m.setup.codec = in.choice(L("codec"), CallCodec::H264);
    for (const auto &value : in.list(L("ice"), kMostServers)) {
        Members server(value.toObject());
        CallIceServer read;
        for (const auto &url : server.list(L("urls"), kMostServers)) {
            if (!url.isString() || url.toString().size() > kLongestLine)
                in.refuse(L("ice"));
            read.urls += url.toString();
        }
        read.username = server.text(L("username"), kLongestLine);
        read.credential = server.text(L("credential"), kLongestLine);
        if (!server.refused().empty())
            in.refuse(L("ice"));
        m.setup.iceServers.push_back(std::move(read));
    }
    auto &sources = m.setup.sources;
    sources.video = in.text(L("video"), kLongestLine);
    sources.audio = in.text(L("audio"), kLongestLine);
    sources.speaker = in.text(L("speaker"), kLongestLine);
    sources.size = QSize(in.number(L("width"), 16, FrameSlots::kMostWidth), in.number(L("height"), 16, 720));
    sources.framesPerSecond = in.number(L("fps"), 1, 60);
    m.setup.isLoopbackOnly = in.flag(L("loopback"));
    return m;
}

CallMessage stats(Members &in)
{
    constexpr int kMost = 1'000'000'000;
    Stats m;
    m.session = in.session();
    m.stats.framesDecoded = in.number(L("decoded"), 0, kMost);
    m.stats.framesPerSecond = in.number(L("fps"), 0, 1000);
    m.stats.remoteHertz = in.number(L("hertz"), 0, 48'000);
    m.stats.remoteLevel = in.number(L("level"), 0, 1000);
    m.stats.videoKbits = in.number(L("kbits"), 0, 100'000);
    m.stats.lossPercent = in.number(L("loss"), 0, 100);
    m.stats.nacks = in.number(L("nacks"), 0, kMost);
    return m;
}

CallMessage candidate(Members &in)
{
    Candidate m;
    m.session = in.session();
    m.candidate.mid = in.text(L("mid"), 64);
    m.candidate.index = in.number(L("index"), 0, 16);
    m.candidate.candidate = in.text(L("candidate"), kLongestLine);
    return m;
}

std::optional<CallMessage> ofType(const QString &type, Members &in)
{
    constexpr int kSdp = static_cast<int>(kLongestSdp);
    if (type == L("begin"))
        return begin(in);
    if (type == L("answer"))
        return Answer{in.session(), in.text(L("sdp"), kSdp)};
    if (type == L("end"))
        return End{};
    if (type == L("cand"))
        return candidate(in);
    if (type == L("ready"))
        return Ready{};
    if (type == L("offer"))
        return Offer{in.session(), in.text(L("sdp"), kSdp)};
    if (type == L("state"))
        return State{in.session(), in.choice(L("state"), CallState::Failed)};
    if (type == L("shown"))
        return Shown{in.session(), in.choice(L("stream"), CallStream::Own)};
    if (type == L("stats"))
        return stats(in);
    if (type == L("trouble"))
        return Trouble{in.session(), in.choice(L("fault"), allFaults().back())};
    if (type == L("ended"))
        return Ended{};
    return {};
}

} // namespace

QByteArray encode(const CallMessage &message)
{
    auto made = std::visit([](const auto &m) { return object(m); }, message);
    made.insert(L("v"), kVersion);
    const auto json = QJsonDocument(made).toJson(QJsonDocument::Compact);
    QByteArray bytes(4, '\0');
    qToBigEndian(static_cast<quint32>(json.size()), bytes.data());
    return bytes + json;
}

Result<CallMessage> decodeCallMessage(const QByteArray &json)
{
    if (json.size() > kLongest)
        return Error{Fault::DataMalformed, "call message: too long"};
    const auto document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return Error{Fault::DataMalformed, "call message: no JSON object"};
    Members in(document.object());
    in.number(L("v"), kVersion, kVersion);
    const auto type = in.text(L("type"), 16);
    auto message = ofType(type, in);
    if (!message)
        return Error{Fault::DataMalformed, "call message: no such type"};
    if (!in.refused().empty())
        return Error{Fault::DataMalformed, "call message: " + in.refused()};
    return std::move(*message);
}

Result<std::optional<CallMessage>> CallMessageReader::next()
{
    if (m_bytes.size() < 4)
        return std::optional<CallMessage>();
    const auto length = static_cast<qsizetype>(qFromBigEndian<quint32>(m_bytes.constData()));
    if (length > kLongest)
        return Error{Fault::DataMalformed, "call message: too long"};
    if (m_bytes.size() < 4 + length)
        return std::optional<CallMessage>();
    auto message = decodeCallMessage(m_bytes.mid(4, length));
    m_bytes.remove(0, 4 + length);
    if (!message)
        return message.error();
    return std::optional<CallMessage>(std::move(*message));
}

} // namespace yz
