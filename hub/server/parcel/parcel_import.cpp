// SPDX-License-Identifier: Apache-2.0
#include "parcel_import.h"

#include "hub/work_order.h"
#include "hub_log.h"
#include "intake.h"

#include <nlohmann/json.hpp>

namespace yz::hub {
namespace {

/** From the receipt itself: what a citizen may be told is what was signed. */
std::string numberIn(const Receipt &receipt)
{
    const auto payload = nlohmann::json::parse(receipt.payload, nullptr, false);
    const auto number = payload.is_object() ? payload.find("number") : payload.end();
    return number != payload.end() && number->is_string() ? number->get<std::string>() : std::string();
}

std::string reasonOf(const Refusal &refusal)
{
    std::string reason(codeOf(refusal.problem));
    if (!refusal.reason.empty())
        reason += ": " + refusal.reason;
    if (refusal.expected)
        reason += ": number " + std::to_string(*refusal.expected) + " of its sequence is wanted first";
    return reason;
}

ImportedOrder outcomeOf(const Uuid &id, std::string slip, const IntakeAnswer &answer)
{
    ImportedOrder order{id, std::move(slip), ImportedOrder::Became::Refused, {}, {}};
    if (const auto *accepted = std::get_if<Accepted>(&answer)) {
        order.became = accepted->fresh ? ImportedOrder::Became::Fresh : ImportedOrder::Became::Held;
        order.number = numberIn(accepted->receipt);
    } else {
        order.why = reasonOf(std::get<Refusal>(answer));
    }
    return order;
}

class Import
{
public:
    Import(OrderParcel parcel, const ImportOptions &options, const ReceiptSigner &signer, const Clock &clock,
           const std::function<void(const ImportedOrder &)> &each)
        : m_parcel(std::move(parcel)),
          m_log(clock),
          m_io(1),
          m_registrar(signer, options.region, clock),
          m_intake(m_io, {options.database, 1, 1}, m_registrar, m_log),
          m_each(each)
    {
    }

    bool run()
    {
        m_intake.start();
        asio::co_spawn(m_io, handAll(), asio::detached);
        m_io.run();
        return m_isDone;
    }

private:
    Awaitable<void> handAll()
    {
        co_await m_intake.opened();
        m_isDone = true;
        for (ParcelOrder &order : m_parcel.orders) {
            auto read = parseWorkOrderOf(order.body, order.id, m_parcel.terminal);
            const auto digest = sha256(order.body);
            HandedIn handed{order.id,        m_parcel.terminal, order.position, digest, std::move(order.body),
                            std::move(read), order.slip};
            const auto answer = co_await m_intake.hand(std::move(handed));
            const auto *refusal = std::get_if<Refusal>(&answer);
            if (refusal && (refusal->problem == Problem::Unavailable || refusal->problem == Problem::Busy)) {
                m_isDone = false; // those behind would meet the same
                break;
            }
            m_each(outcomeOf(order.id, order.slip, answer));
        }
        m_intake.stop();
    }

    OrderParcel m_parcel;
    HubLog m_log;
    asio::io_context m_io;
    Registrar m_registrar;
    Intake m_intake;
    const std::function<void(const ImportedOrder &)> &m_each;
    bool m_isDone = false;
};

} // namespace

Result<void> importParcel(OrderParcel parcel, const ImportOptions &options, const ReceiptSigner &signer,
                          const Clock &clock, const std::function<void(const ImportedOrder &)> &each)
{
    try { // Boost's constructors throw when the machine has nothing left to give
        Import import(std::move(parcel), options, signer, clock, each);
        if (!import.run())
            return {Fault::HubUnreachable, "the database went away: bring the same file again"};
        return {};
    } catch (const std::exception &trouble) {
        return {Fault::Internal, trouble.what()};
    }
}

} // namespace yz::hub
