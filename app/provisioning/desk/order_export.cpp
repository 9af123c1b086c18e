// SPDX-License-Identifier: Apache-2.0
#include "stickdesk/order_export.h"

#include <provisioning/order_parcel.h>

#include <utility>

namespace yz {

OrderExport::OrderExport(OrderStore &store, Worker &worker, const Configuration::Hub &hub, QByteArray hubKey)
    : m_store(store),
      m_worker(worker),
      m_certificate(hub.certificate),
      m_privateKey(hub.privateKey),
      m_hubKey(std::move(hubKey))
{
}

void OrderExport::make(Done done)
{
    m_worker.run(
        this,
        [&store = m_store, key = m_hubKey, certificate = m_certificate,
         privateKey = m_privateKey]() -> Result<OrderFile> {
            const auto sealed = store.sealWaiting(key);
            (void)store.settle(); // what was read stays in memory until the store is closed
            if (!sealed)
                return sealed.error();
            auto bytes = provisioning::orderParcel(sealed->bytes, certificate, privateKey);
            if (!bytes)
                return bytes.error();
            return OrderFile{*std::move(bytes), sealed->orders, sealed->left};
        },
        std::move(done));
}

} // namespace yz
