// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "scanner/document_scanner.h"

#include <QTimer>

#include <optional>
#include <string_view>

namespace yz {

/** What the puppet can be told: a page lies there, something is wrong with it, or the camera is in trouble. */
using ScannerOrder = TakeAnswer;

/**
 * One line of the puppet's language; BadInput, naming the word that is none:
 *
 *     scanner page                   an invented page that can be taken
 *     scanner fault NAME             as in PageFault: NoPage, CutOff …
 *     scanner broken [FAULT]         as in Fault, DeviceAbsent if none is named
 */
Result<ScannerOrder> parseScannerLine(std::string_view line);

/** A puppet for journeys and the training mode: keeps the contract of DocumentScanner. Thread: the owner's. */
class FakeDocumentScanner final : public DocumentScanner
{
    Q_OBJECT
public:
    explicit FakeDocumentScanner(QObject *parent = nullptr);

    void start() override;
    void stop() override;
    bool isLooking() const override { return m_isLooking; }
    TakeRequestId take(Milliseconds patience) override;
    void cancel(TakeRequestId request) override;

    /** How it stands from now on. */
    void obey(const ScannerOrder &order);
    /** An invented page, drawn without words. */
    static ScannedPage inventedPage();

private:
    void tell();
    void settle();
    void answer(TakeRequestId request, const TakeAnswer &answer);

    ScannerOrder m_stands = PageFault::NoPage;
    bool m_isLooking = false;
    TakeRequestId m_lastRequest = 0;
    std::optional<TakeRequestId> m_open;
    QTimer m_patience;
};

} // namespace yz
