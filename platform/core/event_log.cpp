// SPDX-License-Identifier: Apache-2.0
#include "core/event_log.h"

#include "event_line.h"

#include <unistd.h>

#include <array>
#include <string>

namespace yz {
namespace {

constexpr std::array kCatalogue = {
#define YZ_EVENT(id, text, severity, meaning) EventMeaning{EventId::id, text, Severity::severity, meaning},
#include "core/event_catalogue.def"
#undef YZ_EVENT
};

constexpr std::array<std::string_view, 3> kSeverityNames = {"info", "warning", "alarm"};

void appendQuoted(std::string &line, std::string_view text)
{
    line += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\')
            line += '\\';
        // A control character could only come from a careless detail; it must not break the line.
        line += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    line += '"';
}

struct AppendValue
{
    std::string &line;
    void operator()(std::int64_t number) const { line += std::to_string(number); }
    void operator()(const FixedWord &word) const { appendQuoted(line, word.text); }
    void operator()(const Uuid &id) const { appendQuoted(line, id.toString()); }
    void operator()(const Error &error) const
    {
        appendQuoted(line, name(error.fault));
        line += ",\"detail\":";
        appendQuoted(line, error.detail);
    }
};

} // namespace

const EventMeaning &meaningOf(EventId id)
{
    return kCatalogue[static_cast<std::size_t>(id)];
}

std::span<const EventMeaning> eventCatalogue()
{
    return kCatalogue;
}

std::string eventLine(EventId id, std::initializer_list<EventField> fields, WallTime at)
{
    const auto &meaning = meaningOf(id);
    std::string line = "{\"ms\":" + std::to_string(at.time_since_epoch().count()) + ",\"event\":";
    appendQuoted(line, meaning.text);
    line += ",\"severity\":";
    appendQuoted(line, kSeverityNames[static_cast<std::size_t>(meaning.severity)]);
    for (const auto &field : fields) {
        line += ',';
        appendQuoted(line, field.key.text);
        line += ':';
        std::visit(AppendValue{line}, field.value);
    }
    line += "}\n";
    return line;
}

void LineEventLog::write(EventId id, std::initializer_list<EventField> fields)
{
    const std::string line = eventLine(id, fields, m_clock.wall());
    // One write: lines of several threads do not mix on a pipe.
    [[maybe_unused]] const auto written = ::write(m_fd, line.data(), line.size());
}

} // namespace yz
