// SPDX-License-Identifier: Apache-2.0
#include "terminal.h"

#include "live_catalogue.h"
#include "reception.h"
#include "store_key.h"

#include <cache/courier.h>
#include <cache/inquirer.h>
#include <cache/law_library.h>
#include <cache/order_store.h>
#include <camera/frame_feed.h>
#include <camera/gst_camera.h>
#include <idcard/sdt_card_reader.h>
#include <printer/escpos_printer.h>
#include <printer/ipp_printer.h>
#include <ui/input_engine.h>
#include <ui/shell.h>
#include <visit/runner.h>
#include <wire/usb_host.h>
#include <words/catalogue.h>
#include <words/hex.h>

#include <QFile>

#include <call/child_call_process.h>
#include <callflow/call_desk.h>
#include <callflow/signalling.h>
#include <scanner/camera_document_scanner.h>
#include <scanner/code_reader.h>
#include <speaker/espeak_speaker.h>
#include <staff/staff_desk.h>
#include <stickdesk/order_export.h>
#include <stickdesk/stick_desk.h>

namespace yz {
namespace {

using namespace std::chrono_literals;

constexpr int kHubKeyBytes = 32;
/** The catalogue's file has a key of its own, from the store's. */
constexpr std::string_view kCataloguePurpose = "yzcatlog";
/** Often enough for a countdown in seconds, seldom enough to cost nothing. */
constexpr Milliseconds kTick = 500ms;
constexpr int kDocumentRate = 15;
constexpr Milliseconds kPreviewEvery = 100ms;

Result<QByteArray> readHubKey(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {Fault::KeyMissing, "the hub's key " + path.toStdString() + " cannot be opened"};
    const auto key = bytesOfHex(file.read(1024).trimmed(), kHubKeyBytes);
    if (key.isEmpty())
        return {Fault::KeyMissing, path.toStdString() + " must hold 64 hexadecimal digits"};
    return key;
}

/** What stands on the first page, before anything was read from the disk. */
Result<Catalogues> builtInCatalogues()
{
    const auto rows = builtInRows();
    if (!rows)
        return rows.error();
    return readCatalogues(*rows, {});
}

CallProgram programOf(const Configuration::Call &call)
{
    CallProgram program;
    program.path = call.program;
    program.sources.video = call.video;
    program.sources.audio = call.audio;
    program.sources.speaker = call.speaker;
    program.isLoopbackOnly = call.loopbackOnly;
    return program;
}

} // namespace

Terminal::Terminal(const Clock &clock, KeptEventLog &log) : m_clock(clock), m_log(log) {}

Terminal::~Terminal()
{
    m_tick.stop();
    m_reception.reset();
    m_desk.reset();
    m_runner.reset();
    m_speaker.reset();
    m_preview.reset();
    m_scanner.reset();
    m_codes.reset();
    m_camera.reset();
    m_callDesk.reset();
    m_callProcess.reset();
    m_signalling.reset();
    m_laws.reset();
    m_live.reset();
    m_inquirer.reset();
    m_courier.reset();
    m_pagePrinter.reset();
    m_printer.reset();
    m_reader.reset();
    m_usb.reset();
    m_storeWorker.reset(); // finishes what was posted, before the store goes
    m_store.reset();
    m_shell.reset();
}

Result<std::unique_ptr<Terminal>> Terminal::greet(const Configuration &configuration, const QString &dictionary,
                                                  const Clock &clock, KeptEventLog &log)
{
    std::unique_ptr<Terminal> terminal(new Terminal(clock, log));
    if (auto opened = terminal->openScreen(configuration, dictionary); !opened)
        return opened.error();
    return terminal;
}

Result<void> Terminal::open(const Configuration &configuration, StickDesk *sticks, const QString &packFolder)
{
    if (auto opened = openStore(configuration); !opened)
        return opened;
    if (auto opened = openDevices(configuration); !opened)
        return opened;
    if (auto opened = openCourier(configuration); !opened)
        return opened;
    if (auto opened = openCall(configuration); !opened)
        return opened;
    if (auto opened = openDocuments(configuration); !opened)
        return opened;
    openVisit(configuration, sticks, packFolder);
    return {};
}

Result<void> Terminal::openStore(const Configuration &configuration)
{
    auto key = loadStoreKey(configuration.keyFile);
    if (!key)
        return key.error();
    auto store = OrderStore::open({configuration.dataDirectory, configuration.terminal}, *key, m_clock, m_log);
    if (!store)
        return store.error();
    m_store = *std::move(store);
    m_storeWorker = std::make_unique<Worker>("yz-store");
    (void)m_log.keepIn(configuration.dataDirectory + QStringLiteral("/events")); // else the journal alone has them
    auto catalogueKey = key->derive(kCataloguePurpose);
    if (!catalogueKey)
        return catalogueKey.error();
    openCatalogue(configuration, *catalogueKey);
    m_laws = openLawLibrary(configuration.dataDirectory + QStringLiteral("/catalogue.db"), *std::move(catalogueKey));
    return {};
}

void Terminal::openCatalogue(const Configuration &configuration, const SecretBytes &key)
{
    auto live = LiveCatalogue::open(configuration, key, m_clock, m_log);
    if (live)
        m_live = *std::move(live);
    else
        m_log.write(EventId::PackRefused, {{"error", live.error()}});
}

Result<void> Terminal::openDevices(const Configuration &configuration)
{
    auto usb = UsbHost::create(m_clock);
    if (!usb)
        return usb.error();
    m_usb = *std::move(usb);
    m_reader = makeSdtCardReader(*m_usb, m_clock, m_log);
    m_printer = makeEscPosPrinter(*m_usb, m_clock, m_log, PaperProfile::forDots(configuration.paperDots));
    if (configuration.pagePrinter.isEmpty())
        return {};
    auto printer = makeIppPrinter(configuration.pagePrinter, m_clock, m_log);
    if (!printer)
        return printer.error();
    m_pagePrinter = *std::move(printer);
    return {};
}

Result<void> Terminal::openCourier(const Configuration &configuration)
{
    if (!configuration.hub)
        return {};
    const auto &hub = *configuration.hub;
    auto receiptKey = readHubKey(hub.receiptKey);
    if (!receiptKey)
        return receiptKey.error();
    const Courier::Options way{hub.url,
                               hub.certificateAuthority,
                               hub.certificate,
                               hub.privateKey,
                               *receiptKey,
                               configuration.terminal,
                               std::chrono::seconds(hub.firstPassSpreadSeconds)};
    auto courier = Courier::create(way, *m_store, *m_storeWorker, m_clock, m_log);
    if (!courier)
        return courier.error();
    m_courier = *std::move(courier);
    auto inquirer = Inquirer::create(way);
    if (!inquirer)
        return inquirer.error();
    m_inquirer = *std::move(inquirer);
    if (!hub.exportKey.isEmpty()) {
        auto exportKey = readHubKey(hub.exportKey);
        if (!exportKey)
            return exportKey.error();
        m_orderExport = std::make_unique<OrderExport>(*m_store, *m_storeWorker, hub, *std::move(exportKey));
    }
    return m_live ? m_live->follow(way) : Result<void>();
}

Result<void> Terminal::openScreen(const Configuration &configuration, const QString &dictionary)
{
    auto catalogues = builtInCatalogues();
    if (!catalogues) {
        m_log.write(EventId::PackRefused, {{"error", catalogues.error()}});
        return catalogues.error();
    }
    m_catalogues = *std::move(catalogues);
    auto input = openPinyinEngine(dictionary);
    if (!input)
        return input.error();
    m_input = *std::move(input);
    m_shell = std::make_unique<Shell>(configuration.screen, *m_input);
    const Surroundings around{m_catalogues, configuration.place, configuration.terminal, m_clock.now(), m_clock.wall()};
    m_shell->show(viewOf(around, State{}));
    return {};
}

Result<void> Terminal::openCall(const Configuration &configuration)
{
    if (!configuration.hub || !configuration.call)
        return {};
    const auto &hub = *configuration.hub;
    auto signalling = callflow::Signalling::create(
        {hub.url, hub.certificateAuthority, hub.certificate, hub.privateKey, {}, configuration.terminal});
    if (!signalling)
        return signalling.error();
    m_signalling = *std::move(signalling);
    auto process = std::make_unique<ChildCallProcess>(programOf(*configuration.call));
    process->warm(); // the first call is not the one that waits for it
    m_callProcess = std::move(process);
    m_callDesk = std::make_unique<callflow::CallDesk>(*m_signalling, *m_callProcess, m_clock, m_log);
    QObject::connect(m_callProcess.get(), &CallProcess::remoteFrame, m_shell.get(), &Shell::showRemote);
    QObject::connect(m_callProcess.get(), &CallProcess::selfFrame, m_shell.get(), &Shell::showSelf);
    return {};
}

Result<void> Terminal::openDocuments(const Configuration &configuration)
{
    if (!configuration.documentCamera)
        return {};
    CameraChoice choice;
    choice.device = configuration.documentCamera->device.toStdString();
    choice.files = configuration.documentCamera->files.toStdString();
    choice.framesPerSecond = kDocumentRate;
    if (!choice.files.empty()) {
        choice.kind = CameraChoice::Kind::Recorded;
    } else if (choice.device.empty()) {
        const auto scene = sceneNamed(configuration.documentCamera->scene.toStdString());
        if (!scene)
            return {Fault::BadInput, "the document camera's scene is none that is known"};
        choice.kind = CameraChoice::Kind::Generated;
        choice.scene = *scene;
    }
    m_camera = makeGstCamera(choice, m_clock, m_log);
    m_scanner = makeCameraDocumentScanner(*m_camera);
    m_codes = makeCameraCodeReader(*m_camera);
    return {};
}

/** The live picture runs beside the scanner: what is shown must not wait for what is judged. */
void Terminal::previewPages(bool on)
{
    m_preview.reset();
    if (!on)
        return;
    m_preview = std::make_unique<FrameFeed>(*m_camera, kPreviewEvery);
    QObject::connect(m_preview.get(), &FrameFeed::frameReady, m_shell.get(),
                     [shell = m_shell.get()](const FrameRef &frame) { shell->showPage(pictureOf(frame)); });
}

Runner::Rooms Terminal::visitRooms() const
{
    return {*m_reader,       *m_printer,    *m_store,         *m_storeWorker,      m_courier.get(),
            m_clock,         m_log,         m_inquirer.get(), m_pagePrinter.get(), m_callDesk.get(),
            m_scanner.get(), m_codes.get(), m_laws.get(),     m_speaker.get()};
}

void Terminal::openVisit(const Configuration &configuration, StickDesk *sticks, const QString &packFolder)
{
    if (!configuration.voice.isEmpty())
        m_speaker = makeEspeakSpeaker(configuration.voice, m_log);
    m_runner =
        std::make_unique<Runner>(visitRooms(), Runner::Site{m_catalogues, configuration.place, configuration.terminal,
                                                            !configuration.staff.isEmpty()});
    m_reception = std::make_unique<Reception>(*m_shell, *m_runner, m_log);
    openStaff(configuration, sticks);
    QObject::connect(m_reception.get(), &Reception::languageChanged, m_shell.get(),
                     [this](Language language) { m_tongue.use(language); });
    QObject::connect(m_reception.get(), &Reception::looksForPages, m_shell.get(),
                     [this](bool on) { previewPages(on); });
    QObject::connect(&m_tick, &QTimer::timeout, m_reception.get(), &Reception::tick);
    if (m_live) {
        QObject::connect(m_live.get(), &LiveCatalogue::changed, m_reception.get(),
                         [this](const Catalogues &catalogues) {
                             m_catalogues = catalogues;
                             if (m_desk)
                                 m_desk->noteCatalogue(catalogues.chinese.version);
                             m_reception->offer(catalogues);
                         });
        QObject::connect(m_runner.get(), &Runner::visitBegan, m_live.get(), [this] { m_live->setAtRest(false); });
        QObject::connect(m_runner.get(), &Runner::visitEnded, m_live.get(), [this] { m_live->setAtRest(true); });
        m_live->begin(packFolder);
    }
    m_shell->show(m_runner->view());
    if (m_courier)
        m_courier->wake(); // what the last run left in the outbox
    m_tick.start(kTick);
}

void Terminal::openStaff(const Configuration &configuration, StickDesk *sticks)
{
    if (configuration.staff.isEmpty())
        return;
    staff::StaffDesk::Rooms rooms{*m_reader, *m_printer, *m_store, *m_storeWorker, m_clock, m_log};
    rooms.pagePrinter = m_pagePrinter.get();
    rooms.scanner = m_scanner.get();
    rooms.courier = m_courier.get();
    rooms.inquirer = m_inquirer.get();
    rooms.speaker = m_speaker.get();
    rooms.calls = m_callDesk.get();
    rooms.stick = sticks;
    if (sticks != nullptr) {
        sticks->offerOrders(m_orderExport.get());
        rooms.audit = [sticks](const QString &what, const QString &detail) { sticks->note(what, detail); };
    }
    m_desk = std::make_unique<staff::StaffDesk>(
        rooms, staff::StaffDesk::Site{configuration.place, configuration.terminal, QStringLiteral(YIZHAN_VERSION),
                                      configuration.dataDirectory + QStringLiteral("/staff"), configuration.staff,
                                      m_callDesk != nullptr, bootId()});
    m_desk->noteCatalogue(m_catalogues.chinese.version);
    if (sticks != nullptr) {
        QObject::connect(m_desk.get(), &staff::StaffDesk::opened, sticks, [sticks] { sticks->setOpen(true); });
        QObject::connect(m_desk.get(), &staff::StaffDesk::left, sticks, [sticks] { sticks->setOpen(false); });
    }
    m_reception->admit(*m_desk, [this, place = configuration.place, terminal = configuration.terminal,
                                 folder = configuration.dataDirectory + QStringLiteral("/practice")] {
        return Reception::Practice{visitRooms(), {m_catalogues, place, terminal}, folder};
    });
}

void Terminal::askStore(std::function<void()> answered)
{
    if (m_storeWorker)
        m_storeWorker->run(m_shell.get(), [] {}, std::move(answered));
}

void Terminal::show(bool fullScreen)
{
    if (fullScreen)
        m_shell->showFullScreen();
    else
        m_shell->show();
}

} // namespace yz
