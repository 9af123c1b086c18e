// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "words/form_pack.h"
#include "words/work_order.h"

#include <cache/sealed.h>
#include <printer/print_document.h>

#include <QByteArray>
#include <QString>

namespace yz {

/**
 * What the slip's QR holds: "YZ1:<order>:<first 16 bytes of the body's SHA-256, base64url>". With the ID card it finds
 * the order again at any terminal; alone it tells nobody anything.
 */
QByteArray slipCode(const Ticket &ticket);

/** The slip. Name and number are masked: paper is left lying about. */
PrintDocument receiptFor(const WorkOrder &order, const Ticket &ticket, const FormPack &pack, const QString &place);

/** The same slip marked as the `count`th reprint, so that two papers are not taken for two orders. */
PrintDocument asReprint(PrintDocument slip, int count);

} // namespace yz
