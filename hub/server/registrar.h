// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "intake_types.h"

#include <core/clock.h>

#include <deque>
#include <optional>
#include <string>

namespace yz::hub {

/**
 * Gives an order its register number and signs its receipt as it arrives, while the database is busy with those before
 * it: what is kept ready costs nothing under the lock. A number that is not used in the end is a gap, never a repeat.
 * Owner: the hub. Thread: the io thread.
 */
class Registrar
{
public:
    Registrar(const ReceiptSigner &signer, std::string region, const Clock &clock)
        : m_signer(signer), m_region(std::move(region)), m_clock(clock)
    {
    }

    /** Notes when an order came; numbers it and signs, if its body can be taken. False when no number is left. */
    bool enter(HandedIn &handed);

    /** How many numbers to draw from the database's sequence, so that `enter` does not run out of them. */
    std::size_t shortage(std::size_t wanted) const { return m_serials.size() < wanted / 2 ? wanted : 0; }
    void supply(std::uint64_t serial) { m_serials.push_back(serial); }

private:
    const ReceiptSigner &m_signer;
    std::string m_region;
    const Clock &m_clock;
    std::deque<std::uint64_t> m_serials;
};

} // namespace yz::hub
