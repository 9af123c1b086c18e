// SPDX-License-Identifier: Apache-2.0
#include "hub/signal_message.h"

#include "hub/receipt_signer.h"
#include "json_guard.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace yz::hub {
namespace {

using Json = nlohmann::json;

constexpr int kVersion = 1;
constexpr std::size_t kMaxMid = 64;
constexpr int kMaxIndex = 64;
constexpr std::size_t kMaxReason = 40;
constexpr std::array<std::string_view, 3> kMedia{"video", "audio", "text"};

std::size_t characters(const std::string &text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool isCodeOf(const std::string &text, std::string_view letters)
{
    return text.find_first_not_of(letters) == std::string::npos;
}

/** Members of a frame; the first that breaks the rules is remembered, and spoils it. */
class Reader
{
public:
    explicit Reader(const Json &object) : m_object(object) {}

    const char *trouble() const { return m_trouble; }

    /** Bytes, at least one. */
    std::string bytes(const char *key, std::size_t most)
    {
        const auto *text = textAt(key);
        return text && !text->empty() && text->size() <= most ? *text : spoil(key);
    }
    std::string text(const char *key)
    {
        const auto *text = textAt(key);
        return text && !text->empty() && characters(*text) <= kMaxCallText ? *text : spoil(key);
    }
    std::string topic()
    {
        constexpr auto letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
        const auto *text = textAt("topic");
        return text && text->size() <= kMaxTopic && isCodeOf(*text, letters) ? *text : spoil("topic");
    }
    /** A goodbye counts whatever its reason looks like. */
    std::string reason()
    {
        const auto *text = textAt("reason");
        const bool isCode =
            text && !text->empty() && text->size() <= kMaxReason && isCodeOf(*text, "abcdefghijklmnopqrstuvwxyz-");
        return isCode ? *text : std::string("ended");
    }
    CallMedia media()
    {
        const auto *text = textAt("media");
        const auto *const found = text ? std::ranges::find(kMedia, *text) : kMedia.end();
        if (found == kMedia.end()) {
            spoil("media");
            return CallMedia::Text;
        }
        return static_cast<CallMedia>(found - kMedia.begin());
    }
    bool flag(const char *key)
    {
        const auto it = m_object.find(key);
        if (it == m_object.end() || !it->is_boolean())
            spoil(key);
        return it != m_object.end() && it->is_boolean() && it->get<bool>();
    }
    int number(const char *key, int most)
    {
        const auto it = m_object.find(key);
        if (it == m_object.end() || !it->is_number_integer() || *it < 0 || *it > most) {
            spoil(key);
            return 0;
        }
        return it->get<int>();
    }
    bool has(const char *key) const
    {
        const auto it = m_object.find(key);
        return it != m_object.end() && !it->is_null();
    }
    Uuid uuid(const char *key)
    {
        const auto *text = textAt(key);
        const auto parsed = Uuid::parse(text ? std::string_view(*text) : std::string_view());
        if (!parsed || parsed->isNull())
            spoil(key);
        return parsed ? *parsed : Uuid();
    }

private:
    const std::string *textAt(const char *key) const
    {
        const auto it = m_object.find(key);
        return it != m_object.end() ? it->get_ptr<const std::string *>() : nullptr;
    }
    std::string spoil(const char *key)
    {
        if (!m_trouble)
            m_trouble = key;
        return {};
    }

    const Json &m_object;
    const char *m_trouble = nullptr;
};

say::Candidate candidate(Reader &frame)
{
    say::Candidate read;
    if (frame.has("mid"))
        read.mid = frame.bytes("mid", kMaxMid);
    if (frame.has("index"))
        read.index = frame.number("index", kMaxIndex);
    read.candidate = frame.bytes("candidate", kMaxCandidate);
    return read;
}

say::Request request(Reader &frame)
{
    say::Request read;
    read.media = frame.media();
    read.topic = frame.topic();
    if (frame.has("order"))
        read.order = frame.uuid("order");
    return read;
}

std::optional<FromTerminal> terminalMessage(const std::string &type, Reader &frame)
{
    if (type == "request")
        return request(frame);
    if (type == "offer")
        return say::Offer{frame.bytes("sdp", kMaxSdp)};
    if (type == "cand")
        return candidate(frame);
    if (type == "text")
        return say::Text{frame.text("text")};
    if (type == "degrade")
        return say::Degrade{frame.media()};
    if (type == "bye")
        return say::Bye{frame.reason()};
    if (type == "ping")
        return say::Ping{};
    return std::nullopt;
}

std::optional<FromAgent> agentMessage(const std::string &type, Reader &frame)
{
    if (type == "accept")
        return say::Accept{};
    if (type == "answer")
        return say::Answer{frame.bytes("sdp", kMaxSdp)};
    if (type == "cand")
        return candidate(frame);
    if (type == "text")
        return say::Text{frame.text("text")};
    if (type == "note")
        return say::Note{frame.text("text")};
    if (type == "bye")
        return say::Bye{frame.reason()};
    if (type == "duty")
        return say::Duty{frame.flag("on")};
    if (type == "ping")
        return say::Ping{};
    return std::nullopt;
}

template <class Message>
Result<Signal<Message>> parse(std::string_view text, std::optional<Message> (*read)(const std::string &, Reader &))
{
    if (text.size() > kMaxSignal)
        return {Fault::DataMalformed, "too-large"};
    if (const auto guarded = guardJson(text, kMaxSignal); !guarded)
        return guarded.error();
    const auto json = Json::parse(text.begin(), text.end(), nullptr, false);
    const auto version = json.find("v"), type = json.find("type");
    if (!json.is_object() || type == json.end() || !type->is_string())
        return {Fault::DataMalformed, "type"};
    if (version == json.end() || *version != kVersion)
        return {Fault::Unsupported, "v"};
    Reader frame(json);
    auto message = read(type->get_ref<const std::string &>(), frame);
    if (!message)
        return {Fault::Unsupported, "type"};
    Signal<Message> signal{{}, 0, std::move(*message)};
    const bool free =
        std::holds_alternative<say::Ping>(signal.message) || type->get_ref<const std::string &>() == "duty";
    if (!free || frame.has("call"))
        signal.call = frame.uuid("call");
    if (!free || frame.has("session"))
        signal.session = frame.number("session", kMaxSession);
    if (frame.trouble())
        return {Fault::DataMalformed, frame.trouble()};
    return signal;
}

using Written = nlohmann::ordered_json;

Written orderOf(const std::optional<Uuid> &order)
{
    return order ? Written(order->toString()) : Written();
}

Written written(const std::vector<IceServer> &servers)
{
    auto list = Written::array();
    for (const auto &server : servers)
        list.push_back({{"urls", server.urls}, {"username", server.username}, {"credential", server.credential}});
    return list;
}

/** The type and the members of its own. */
struct Writer
{
    Written operator()(const say::Hello &one) const
    {
        return {{"type", "hello"}, {"ice", written(one.ice)}, {"expires", toChinaTime(one.expires)}};
    }
    Written operator()(const say::Queued &one) const
    {
        return {{"type", "queued"},
                {"place", one.place},
                {"expected_wait_s", one.expectedWaitSeconds ? Written(*one.expectedWaitSeconds) : Written()}};
    }
    Written operator()(const say::Accepted &one) const
    {
        return {{"type", "accepted"}, {"agent", {{"display", one.display}, {"organisation", one.organisation}}}};
    }
    Written operator()(const say::Call &one) const
    {
        return {{"type", "call"},
                {"topic", one.topic},
                {"order", orderOf(one.order)},
                {"media", nameOf(one.media)},
                {"ice", written(one.ice)}};
    }
    Written operator()(const say::Queue &one) const
    {
        auto list = Written::array();
        for (const auto &call : one.waiting)
            list.push_back({{"call", call.call.toString()},
                            {"since", toChinaTime(call.since)},
                            {"service", "advice"},
                            {"topic", call.topic},
                            {"order", orderOf(call.order)},
                            {"media", nameOf(call.media)}});
        return {{"type", "queue"}, {"waiting", std::move(list)}};
    }
    Written operator()(const say::OrdersChanged &) const { return {{"type", "orders-changed"}}; }
    Written operator()(const say::Duty &one) const { return {{"type", "duty"}, {"on", one.on}}; }
    Written operator()(const say::Offer &one) const { return {{"type", "offer"}, {"sdp", one.sdp}}; }
    Written operator()(const say::Answer &one) const { return {{"type", "answer"}, {"sdp", one.sdp}}; }
    Written operator()(const say::Candidate &one) const
    {
        return {{"type", "cand"},
                {"mid", one.mid ? Written(*one.mid) : Written()},
                {"index", one.index ? Written(*one.index) : Written()},
                {"candidate", one.candidate}};
    }
    Written operator()(const say::Text &one) const { return {{"type", "text"}, {"text", one.text}}; }
    Written operator()(const say::Degrade &one) const { return {{"type", "degrade"}, {"media", nameOf(one.media)}}; }
    Written operator()(const say::Bye &one) const { return {{"type", "bye"}, {"reason", one.reason}}; }
    Written operator()(const say::Pong &) const { return {{"type", "pong"}}; }
};

} // namespace

std::string_view nameOf(CallMedia media)
{
    return kMedia[static_cast<std::size_t>(media)];
}

Result<Signal<FromTerminal>> parseTerminalSignal(std::string_view frame)
{
    return parse<FromTerminal>(frame, terminalMessage);
}

Result<Signal<FromAgent>> parseAgentSignal(std::string_view frame)
{
    return parse<FromAgent>(frame, agentMessage);
}

std::string writeSignal(const Signal<FromHub> &signal)
{
    Written json{{"v", kVersion}};
    json.update(std::visit(Writer{}, signal.message));
    if (!signal.call.isNull()) {
        json["call"] = signal.call.toString();
        json["session"] = signal.session;
    }
    return json.dump();
}

} // namespace yz::hub
