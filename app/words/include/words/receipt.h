// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "words/form_pack.h"
#include "words/work_order.h"

#include <cache/sealed.h>
#include <printer/print_document.h>

#include <QByteArray>
#include <QString>

#include <optional>

namespace yz {

/**
 * What the slip's QR holds: "YZ1:<order>:<the body's SHA-256, base64url>". With the ID card it finds the order again at
 * any terminal; alone it opens only what nobody put a name to.
 */
QByteArray slipCode(const Ticket &ticket);

/** What somebody who shows a slip can say of its order. */
struct SlipProof
{
    Uuid order;
    QByteArray digest; ///< 32 bytes
    bool operator==(const SlipProof &) const = default;
};
/** Reads a slip's code; nothing when it is none. Takes any bytes. */
std::optional<SlipProof> slipProofIn(const QByteArray &code);

/** The slip. Name and number are masked: paper is left lying about. */
PrintDocument receiptFor(const WorkOrder &order, const Ticket &ticket, const FormPack &pack, const QString &place);

/** The same slip marked as the `count`th reprint, so that two papers are not taken for two orders. */
PrintDocument asReprint(PrintDocument slip, int count);

} // namespace yz
