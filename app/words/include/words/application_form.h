// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "words/catalogue.h"
#include "words/form_pack.h"
#include "words/work_order.h"

#include <cache/order_store.h>
#include <printer/print_document.h>

namespace yz {

/**
 * The application on A4, for the citizen to read, sign and hand in or keep: everything that was said, in words.
 * `frame`: what the pack's sheet says above and below. Personal data: all of it.
 */
PrintDocument applicationForm(const WorkOrder &order, const Ticket &ticket, const FormPack &pack, const QString &place,
                              const PrintTemplate &frame = {});

} // namespace yz
