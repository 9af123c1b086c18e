// SPDX-License-Identifier: Apache-2.0
#include "registrar.h"

namespace yz::hub {

bool Registrar::enter(HandedIn &handed)
{
    handed.receivedAt = m_clock.wall();
    if (!handed.order)
        return true;
    if (m_serials.empty())
        return false;
    handed.number = registerNumber(m_region, handed.receivedAt, m_serials.front());
    m_serials.pop_front();
    auto receipt = m_signer.sign({handed.id, handed.terminal, handed.position.epoch, handed.position.sequence,
                                  handed.digest, handed.number, handed.receivedAt});
    if (!receipt)
        return false;
    handed.receipt = std::move(*receipt);
    return true;
}

} // namespace yz::hub
