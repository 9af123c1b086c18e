// SPDX-License-Identifier: Apache-2.0
// What the kiosk and yizhan-stick say to each other: one line of JSON, then as many bytes as it counts.
#pragma once

#include "stick/stick.h"

#include <optional>
#include <variant>

namespace yz::stick {

constexpr qsizetype kLongestLine = 4096;

// The kiosk asks, once per connection
struct Watch
{
};
struct Read
{
};
struct Write
{
    QString name;
    qsizetype bytes = 0;
};
using Request = std::variant<Watch, Read, Write>;
QByteArray lineOf(const Request &request);
/** BadInput, naming what is wrong. */
Result<Request> parseRequest(const QByteArray &line);

// and is told
struct Stands
{
    StickStanding standing = StickStanding::None;
};
struct FileComes ///< that many bytes follow
{
    QString name;
    qsizetype bytes = 0;
};
struct Done
{
};
struct Refused
{
    Error error;
};
using Message = std::variant<Stands, FileComes, Done, Refused>;
QByteArray lineOf(const Message &message);
/** DeviceGarbled for what yizhan-stick would not say. */
Result<Message> parseMessage(const QByteArray &line);

/** Takes the answer's bytes as they come. Bounded by the limits of Stick. */
class AnswerReader
{
public:
    /** What has become clear by these bytes: nothing yet, or how it ended. Asked no more after that. */
    std::optional<Result<StickFiles>> feed(const QByteArray &bytes);

private:
    std::optional<Result<StickFiles>> take(const Message &message);

    QByteArray m_buffer;
    StickFiles m_files;
    qsizetype m_total = 0;
    std::optional<qsizetype> m_wanted; ///< bytes of the last file still to come
};

} // namespace yz::stick
