// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/clock.h>
#include <core/kept_event_log.h>
#include <core/result.h>
#include <core/secret.h>
#include <core/worker.h>
#include <ui/tongue.h>
#include <visit/runner.h>
#include <words/catalogue.h>

#include <QTimer>

#include <configuration/configuration.h>

#include <functional>
#include <memory>

namespace yz {

namespace callflow {
class CallDesk;
class Signalling;
} // namespace callflow

class CallProcess;
class CodeReader;
class Camera;
class Courier;
class DocumentScanner;
class FrameFeed;
class IdCardReader;
class Inquirer;
class InputEngine;
class LawLibrary;
class LiveCatalogue;
class OrderExport;
class OrderStore;
class PagePrinter;
class Reception;
class ReceiptPrinter;
class Shell;
class Speaker;
class StickDesk;
class UsbHost;

namespace staff {
class StaffDesk;
}

/**
 * The composition root: makes every room once, joins them, and takes them down in order.
 * Owner: main(). Thread: GUI.
 */
class Terminal
{
public:
    /** With the screen only, showing Home: what can be seen at once is not kept waiting for what lies behind it. */
    static Result<std::unique_ptr<Terminal>> greet(const Configuration &configuration, const QString &dictionary,
                                                   const Clock &clock, KeptEventLog &log);
    ~Terminal();

    void show(bool fullScreen);
    /** Asks the store for nothing, to know that it answers. Once the terminal is open. */
    void askStore(std::function<void()> answered);
    /** All that lies behind the screen; touches wait in the event loop meanwhile. The error names the room that did not
     *  come up. */
    /** `sticks`: may be null; outlives the terminal. `packFolder`: a catalogue that came with the configuration, or
     *  empty. */
    Result<void> open(const Configuration &configuration, StickDesk *sticks, const QString &packFolder);

private:
    Terminal(const Clock &clock, KeptEventLog &log);
    Result<void> openStore(const Configuration &configuration);
    void openCatalogue(const Configuration &configuration, const SecretBytes &key);
    Result<void> openDevices(const Configuration &configuration);
    Result<void> openCourier(const Configuration &configuration);
    Result<void> openScreen(const Configuration &configuration, const QString &dictionary);
    /** Joins the process that makes a call's media to the hub and the screen; without one, no calls are offered. */
    Result<void> openCall(const Configuration &configuration);
    Result<void> openDocuments(const Configuration &configuration);
    void previewPages(bool on);
    void openVisit(const Configuration &configuration, StickDesk *sticks, const QString &packFolder);
    void openStaff(const Configuration &configuration, StickDesk *sticks);
    Runner::Rooms visitRooms() const;

    const Clock &m_clock;
    KeptEventLog &m_log;
    // In the order they are made; taken down the other way round.
    Catalogues m_catalogues;
    Tongue m_tongue;
    std::unique_ptr<InputEngine> m_input;
    std::unique_ptr<Shell> m_shell;
    std::unique_ptr<OrderStore> m_store;
    std::unique_ptr<Worker> m_storeWorker;
    std::unique_ptr<UsbHost> m_usb;
    std::unique_ptr<IdCardReader> m_reader;
    std::unique_ptr<ReceiptPrinter> m_printer;
    std::unique_ptr<PagePrinter> m_pagePrinter;
    std::unique_ptr<Courier> m_courier;
    std::unique_ptr<Inquirer> m_inquirer;
    std::unique_ptr<OrderExport> m_orderExport; ///< none: orders are not given to sticks here
    std::unique_ptr<LiveCatalogue> m_live;      ///< none: what came with the program is all there is
    std::unique_ptr<LawLibrary> m_laws;
    std::unique_ptr<callflow::Signalling> m_signalling;
    std::unique_ptr<CallProcess> m_callProcess;
    std::unique_ptr<callflow::CallDesk> m_callDesk;
    std::unique_ptr<Camera> m_camera;
    std::unique_ptr<DocumentScanner> m_scanner;
    std::unique_ptr<CodeReader> m_codes;
    std::unique_ptr<FrameFeed> m_preview; ///< only while pages are looked for
    std::unique_ptr<Speaker> m_speaker;   ///< none: nothing is read aloud
    std::unique_ptr<Runner> m_runner;
    std::unique_ptr<staff::StaffDesk> m_desk; ///< none: nobody is known who may enter
    std::unique_ptr<Reception> m_reception;
    QTimer m_tick;
};

} // namespace yz
