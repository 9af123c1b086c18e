// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/fault.h"
#include "core/uuid.h"

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <variant>

namespace yz {

enum class Severity { Info, Warning, Alarm };

/** Every event the terminal can report, from event_catalogue.def. */
enum class EventId {
#define YZ_EVENT(id, text, severity, meaning) id,
#include "core/event_catalogue.def"
#undef YZ_EVENT
};

/** Words fixed at compile time: the only text an event can carry, so that no citizen's word can slip in. */
struct FixedWord
{
    template <std::size_t N>
    consteval FixedWord(const char (&text)[N]) : text(text, N - 1)
    {
    }
    std::string_view text;
};

/** One datum of an event. An Error gives its fault's name and its technician's line. */
struct EventField
{
    FixedWord key;
    std::variant<std::int64_t, FixedWord, Uuid, Error> value;
};

/** What an id stands for. */
struct EventMeaning
{
    EventId id;
    std::string_view text;
    Severity severity;
    std::string_view meaning;
};
const EventMeaning &meaningOf(EventId id);
std::span<const EventMeaning> eventCatalogue();

/** Where events go. Owner: `app/main`. Thread: any. */
class EventLog
{
public:
    virtual ~EventLog() = default;
    virtual void write(EventId id, std::initializer_list<EventField> fields = {}) = 0;
};

/** One JSON object a line on a file descriptor (journald takes stderr). Errors of the descriptor are ignored. */
class LineEventLog final : public EventLog
{
public:
    LineEventLog(int fd, const Clock &clock) : m_fd(fd), m_clock(clock) {}
    void write(EventId id, std::initializer_list<EventField> fields) override;

private:
    int m_fd;
    const Clock &m_clock;
};

/** Keeps nothing. */
class SilentEventLog final : public EventLog
{
public:
    void write(EventId, std::initializer_list<EventField>) override {}
};

} // namespace yz
