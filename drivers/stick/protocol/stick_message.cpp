// SPDX-License-Identifier: Apache-2.0
#include "protocol/stick_message.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <utility>

namespace yz::stick {
namespace {

using namespace Qt::StringLiterals;

struct NamedStanding
{
    StickStanding standing;
    const char *word;
};
constexpr std::array kStandings = {
    NamedStanding{StickStanding::None, "none"}, NamedStanding{StickStanding::Present, "present"},
    NamedStanding{StickStanding::Unreadable, "unreadable"}, NamedStanding{StickStanding::Several, "several"},
    NamedStanding{StickStanding::Composite, "composite"}};
/** The faults that Stick promises. */
constexpr std::array kFaults = {Fault::DeviceAbsent, Fault::DeviceGarbled,  Fault::BadInput, Fault::Unsupported,
                                Fault::StoreFull,    Fault::OutcomeUnknown, Fault::TimedOut, Fault::Internal};

QByteArray line(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

/** A whole number from 0 to the limit; nothing otherwise. */
std::optional<qsizetype> countIn(const QJsonObject &object)
{
    const double bytes = object.value("bytes"_L1).toDouble(-1);
    if (!(bytes >= 0 && bytes <= double(kMostBytes)) || bytes != double(qsizetype(bytes)))
        return {};
    return static_cast<qsizetype>(bytes);
}

Error garbled(const char *why)
{
    return {Fault::DeviceGarbled, std::string("stick program: ") + why};
}

QJsonObject objectOf(const QByteArray &text)
{
    return text.size() <= kLongestLine ? QJsonDocument::fromJson(text).object() : QJsonObject();
}

} // namespace

bool isName(const QString &name)
{
    // Blanks and brackets within, as desks name what they have a second time: "open (1).yzb", "开通（松江）.yzb".
    static const QRegularExpression part(
        u"\\A(?![. ])[A-Za-z0-9._\\- ()\\x{ff08}\\x{ff09}\\x{4e00}-\\x{9fff}]{1,64}(?<! )\\z"_s);
    const QStringList parts = name.split(u'/');
    return parts.size() <= kDeepest && std::all_of(parts.begin(), parts.end(), [](const QString &one) {
               return one.size() <= kLongestName && part.match(one).hasMatch();
           });
}

QByteArray lineOf(const Request &request)
{
    if (const auto *write = std::get_if<Write>(&request))
        return line({{u"do"_s, u"write"_s}, {u"name"_s, write->name}, {u"bytes"_s, QJsonValue(qint64(write->bytes))}});
    return line({{u"do"_s, std::holds_alternative<Watch>(request) ? u"watch"_s : u"read"_s}});
}

Result<Request> parseRequest(const QByteArray &text)
{
    const QJsonObject object = objectOf(text);
    const QString what = object.value("do"_L1).toString();
    if (what == "watch"_L1)
        return Request(Watch{});
    if (what == "read"_L1)
        return Request(Read{});
    const QString name = object.value("name"_L1).toString();
    const auto bytes = countIn(object);
    if (what != "write"_L1 || !bytes || !isName(name) || name.contains(u'/'))
        return {Fault::BadInput, "stick: a request that is none"};
    return Request(Write{name, *bytes});
}

QByteArray lineOf(const Message &message)
{
    if (const auto *stands = std::get_if<Stands>(&message)) {
        const auto word = std::find_if(kStandings.begin(), kStandings.end(),
                                       [&](const auto &one) { return one.standing == stands->standing; });
        return line({{u"stands"_s, QString::fromLatin1(word == kStandings.end() ? "none" : word->word)}});
    }
    if (const auto *file = std::get_if<FileComes>(&message))
        return line({{u"file"_s, file->name}, {u"bytes"_s, QJsonValue(qint64(file->bytes))}});
    if (const auto *refused = std::get_if<Refused>(&message)) {
        const auto fault = name(refused->error.fault);
        return line({{u"refused"_s, QString::fromLatin1(fault.data(), qsizetype(fault.size()))},
                     {u"detail"_s, QString::fromStdString(refused->error.detail).left(300)}});
    }
    return line({{u"done"_s, true}});
}

Result<Message> parseMessage(const QByteArray &text)
{
    const QJsonObject object = objectOf(text);
    if (object.contains("stands"_L1)) {
        const QString word = object.value("stands"_L1).toString();
        for (const auto &one : kStandings)
            if (word == QLatin1String(one.word))
                return Message(Stands{one.standing});
        return garbled("a standing that is none");
    }
    if (object.contains("file"_L1)) {
        const QString name = object.value("file"_L1).toString();
        const auto bytes = countIn(object);
        if (!bytes || !isName(name))
            return garbled("a file that breaks the limits");
        return Message(FileComes{name, *bytes});
    }
    if (object.contains("refused"_L1)) {
        const std::string fault = object.value("refused"_L1).toString().toStdString();
        for (const Fault known : kFaults)
            if (fault == name(known))
                return Message(Refused{{known, object.value("detail"_L1).toString().toStdString()}});
        return garbled("a fault that is none");
    }
    if (object.value("done"_L1).toBool())
        return Message(Done{});
    return garbled("a line that means nothing");
}

std::optional<Result<StickFiles>> AnswerReader::feed(const QByteArray &bytes)
{
    m_buffer += bytes;
    for (;;) {
        if (m_wanted) {
            if (m_buffer.size() < *m_wanted)
                return {};
            m_files.back().bytes = m_buffer.first(*m_wanted);
            m_buffer.remove(0, *m_wanted);
            m_wanted.reset();
        }
        const qsizetype end = m_buffer.indexOf('\n');
        if (end < 0 && m_buffer.size() <= kLongestLine)
            return {};
        if (end < 0 || end > kLongestLine)
            return Result<StickFiles>(garbled("a line without an end"));
        const auto message = parseMessage(m_buffer.first(end));
        m_buffer.remove(0, end + 1);
        if (!message)
            return Result<StickFiles>(message.error());
        if (auto ended = take(*message))
            return ended;
    }
}

std::optional<Result<StickFiles>> AnswerReader::take(const Message &message)
{
    if (const auto *refused = std::get_if<Refused>(&message))
        return Result<StickFiles>(refused->error);
    if (std::holds_alternative<Done>(message))
        return Result<StickFiles>(std::exchange(m_files, {}));
    const auto *file = std::get_if<FileComes>(&message);
    if (file == nullptr)
        return Result<StickFiles>(garbled("a standing where files were asked for"));
    m_total += file->bytes;
    if (m_total > kMostBytes || m_files.size() >= kMostFiles)
        return Result<StickFiles>(garbled("more than the limits allow"));
    m_files.push_back({file->name, {}});
    m_wanted = file->bytes;
    return {};
}

} // namespace yz::stick
