// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "desk.h"
#include "hub/call_rooms.h"
#include "intake.h"

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>
#include <string>

namespace yz::hub {

class CatalogueShelf;

namespace http = boost::beast::http;
using Request = http::request<http::string_body>;
using RequestHead = http::header<true, http::fields>;
using Response = http::response<http::string_body>;

Response refusalResponse(const Refusal &refusal);
/** HTTP's own way to write a moment: terminals compare it with their clock. */
std::string httpDate(WallTime moment);

/**
 * Points 1 and 2 of the contract: which request this is and whether it may be made; the rest is the intake's.
 * Owner: the hub. Thread: the io thread.
 */
class Router
{
public:
    Router(Intake &intake, Desk &desk, const CallRooms &rooms, const CatalogueShelf &catalogues, const Clock &clock)
        : m_intake(intake), m_desk(desk), m_rooms(rooms), m_catalogues(catalogues), m_clock(clock)
    {
    }

    /** What can be said against it before its body is read. */
    std::optional<Refusal> objection(const http::fields &headers, http::verb method, std::string_view target,
                                     const std::string &terminal) const;
    /** `terminal` is what the certificate says. */
    Awaitable<Response> answer(Request request, std::string terminal);
    /** Whether it asks for the WebSocket of a call. */
    static bool isCall(const RequestHead &head);
    /** What can be said against a call, when everything is well with its request. */
    Awaitable<std::optional<Refusal>> objectionToCall(std::string terminal);
    /** The date every response carries. */
    void stamp(Response &response) const;

private:
    Awaitable<Response> putWorkOrder(Request request, std::string terminal, Uuid id);
    Awaitable<Response> outboxState(std::string terminal);
    Awaitable<Response> progress(Request request);
    Response duty() const;
    Awaitable<Response> health();

    Intake &m_intake;
    Desk &m_desk;
    const CallRooms &m_rooms;
    const CatalogueShelf &m_catalogues;
    const Clock &m_clock;
};

} // namespace yz::hub
