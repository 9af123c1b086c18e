// SPDX-License-Identifier: Apache-2.0
#include "printer/fake_receipt_printer.h"

namespace yz {

PrintRequestId FakeReceiptPrinter::print(const PrintDocument &document, Milliseconds)
{
    const auto id = ++m_lastId;
    m_printed.push_back(document);
    QMetaObject::invokeMethod(this, [this, id, report = m_next] { Q_EMIT finished(id, report); }, Qt::QueuedConnection);
    return id;
}

void FakeReceiptPrinter::become(const PrinterStatus &status)
{
    m_status = status;
    Q_EMIT statusChanged(status);
}

} // namespace yz
