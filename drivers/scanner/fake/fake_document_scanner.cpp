// SPDX-License-Identifier: Apache-2.0
#include "scanner/fake_document_scanner.h"

#include <QPainter>

#include <utility>

namespace yz {

FakeDocumentScanner::FakeDocumentScanner(QObject *parent) : DocumentScanner(parent)
{
    m_patience.setSingleShot(true);
    m_patience.callOnTimeout(this, [this] {
        if (const auto request = std::exchange(m_open, std::nullopt))
            answer(*request, m_stands);
    });
}

void FakeDocumentScanner::start()
{
    if (std::exchange(m_isLooking, true))
        return;
    tell();
}

void FakeDocumentScanner::stop()
{
    m_isLooking = false;
    if (m_open)
        cancel(*m_open);
}

TakeRequestId FakeDocumentScanner::take(Milliseconds patience)
{
    const auto request = ++m_lastRequest;
    if (m_open) {
        answer(request, Error{Fault::DeviceBusy, "a page is being taken already"});
        return request;
    }
    if (!m_isLooking) {
        answer(request, Error{Fault::Cancelled, "the scanner is not looking"});
        return request;
    }
    m_open = request;
    m_patience.start(patience);
    settle();
    return request;
}

void FakeDocumentScanner::cancel(TakeRequestId request)
{
    if (m_open != request)
        return;
    m_open.reset();
    m_patience.stop();
    answer(request, Error{Fault::Cancelled, "withdrawn"});
}

void FakeDocumentScanner::obey(const ScannerOrder &order)
{
    m_stands = order;
    tell();
    settle();
}

ScannedPage FakeDocumentScanner::inventedPage()
{
    QImage page(827, 1169, QImage::Format_RGB32); // A4 at 100 to the inch
    page.fill(Qt::white);
    QPainter painter(&page);
    painter.fillRect(QRect(300, 90, 227, 34), Qt::black);
    for (int line = 0; line < 18; ++line)
        painter.fillRect(QRect(100, 180 + 44 * line, line % 5 == 4 ? 320 : 627, 14), QColor(60, 60, 60));
    painter.setPen(QPen(QColor(190, 30, 40), 5));
    painter.drawEllipse(QPoint(600, 1000), 80, 80);
    return {page};
}

/** While it looks: how it stands, later than the call. */
void FakeDocumentScanner::tell()
{
    if (!m_isLooking || std::holds_alternative<Error>(m_stands))
        return;
    PageSight sight;
    sight.longSide = 1000;
    if (const auto *fault = std::get_if<PageFault>(&m_stands))
        sight.fault = *fault;
    else
        sight.fault.reset();
    if (sight.fault != PageFault::NoPage)
        sight.outline = PageOutline{QPointF(0.3, 0.1), QPointF(0.7, 0.12), QPointF(0.72, 0.9), QPointF(0.28, 0.88)};
    QTimer::singleShot(0, this, [this, sight] {
        if (m_isLooking)
            Q_EMIT sighted(sight);
    });
}

/** A page that can be taken is taken at once; for the rest the patience must run out. */
void FakeDocumentScanner::settle()
{
    if (!m_open || std::holds_alternative<PageFault>(m_stands))
        return;
    m_patience.stop();
    answer(*std::exchange(m_open, std::nullopt), m_stands);
}

void FakeDocumentScanner::answer(TakeRequestId request, const TakeAnswer &answer)
{
    QTimer::singleShot(0, this, [this, request, answer] { Q_EMIT taken(request, answer); });
}

} // namespace yz
