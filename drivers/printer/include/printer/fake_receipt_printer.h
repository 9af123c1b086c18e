// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "printer/receipt_printer.h"

#include <vector>

namespace yz {

/** A puppet for journeys and the training mode: keeps what it was given and reports what it is told. Thread: the
 * owner's. */
class FakeReceiptPrinter final : public ReceiptPrinter
{
    Q_OBJECT
public:
    using ReceiptPrinter::ReceiptPrinter;

    PrintRequestId print(const PrintDocument &document, Milliseconds patience) override;
    void cancel(PrintRequestId) override {}
    PrinterStatus status() const override { return m_status; }

    void reportNext(PrintReport report) { m_next = std::move(report); }
    void become(const PrinterStatus &status);
    const std::vector<PrintDocument> &printed() const { return m_printed; }

private:
    PrinterStatus m_status{true, PaperState::Enough};
    PrintReport m_next{PrintOutcome::Confirmed, {}};
    PrintRequestId m_lastId = 0;
    std::vector<PrintDocument> m_printed;
};

} // namespace yz
