// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub_client.h"

#include <core/clock.h>

#include <hub/digest.h>

#include <string>

namespace yz::hub {

/** An order as a terminal would hold it. */
struct TestOrder
{
    Uuid id;
    std::string body;
};

inline Uuid freshId()
{
    return Uuid::fresh(SystemClock());
}

inline TestOrder makeOrder(const std::string &terminal, const std::string &matter = "请求支付劳动报酬",
                           const std::string &service = "legal-aid")
{
    const auto id = freshId();
    return {id, R"({"schema":1,"id":")" + id.toString() + R"(","terminal":")" + terminal + R"(","service":")" +
                    service +
                    R"(","pack":{"id":"legal-aid","version":"2026.11"},"captured_at":"2026-11-23T09:30:00+08:00",)" +
                    R"("clock_trusted":true,"applicant":{"kind":"resident","name":"测试甲",)" +
                    R"("number":"11010519491231002X"},"answers":[{"field":"matter","value":")" + matter + R"("}]})"};
}

/** A terminal's outbox: where it stands, and the requests that follow from it. */
class TestOutbox
{
public:
    explicit TestOutbox(std::string terminal) : m_terminal(std::move(terminal)) {}

    HubHeaders headers(const TestOrder &order) const { return headers(order, m_next, m_last); }
    HubHeaders headers(const TestOrder &order, std::uint64_t seq, const Digest &previous) const
    {
        return {{"Content-Type", "application/json"},
                {"Content-Digest", toDigestField(sha256(order.body))},
                {"Plsk-Epoch", m_epoch.toString()},
                {"Plsk-Seq", std::to_string(seq)},
                {"Plsk-Prev", toDigestField(previous)}};
    }
    std::string target(const TestOrder &order) const
    {
        return "/v1/terminals/" + m_terminal + "/work-orders/" + order.id.toString();
    }
    std::string stateTarget() const { return "/v1/terminals/" + m_terminal + "/outbox-state"; }
    std::optional<HubReply> put(HubClient &client, const TestOrder &order) const
    {
        return client.request("PUT", target(order), headers(order), order.body);
    }
    /** The hub holds it: the next one is next. */
    void delivered(const TestOrder &order)
    {
        m_last = chained(m_last, order.id, m_next, sha256(order.body));
        ++m_next;
    }
    void beginEpoch()
    {
        m_epoch = freshId();
        m_next = 1;
        m_last = {};
    }

    const std::string &terminal() const { return m_terminal; }
    const Uuid &epoch() const { return m_epoch; }
    std::uint64_t next() const { return m_next; }
    const Digest &last() const { return m_last; }

private:
    std::string m_terminal;
    Uuid m_epoch = freshId();
    std::uint64_t m_next = 1;
    Digest m_last{};
};

} // namespace yz::hub
