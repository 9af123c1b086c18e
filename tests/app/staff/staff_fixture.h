// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/passphrase.h>
#include <idcard/fake_id_card_reader.h>
#include <printer/fake_receipt_printer.h>

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <call/fake_call_process.h>
#include <callflow/call_desk.h>
#include <callflow/signalling.h>
#include <fakes/manual_clock.h>
#include <fcntl.h>
#include <scanner/fake_document_scanner.h>
#include <speaker/fake_speaker.h>
#include <staff/staff_desk.h>
#include <unistd.h>

#include <algorithm>
#include <functional>
#include <future>

namespace yz::test {

using namespace staff;
using namespace Qt::StringLiterals;

inline const QByteArray &roster()
{
    static const QByteArray json = [] {
        const QByteArray hash = QByteArray::fromStdString(*passphraseHash("271828"));
        return R"({"schema":1,"staff":[{"number":"1001","name":"王敏","role":"attendant","pin":")" + hash +
               R"("},{"number":"1002","name":"周工","role":"technician","pin":")" + hash + R"("}]})";
    }();
    return json;
}

/** Writes what it is given to memory, and can be told to refuse. */
class PuppetStick final : public StickWork
{
public:
    StickStands stands() const override { return StickStands::Present; }
    void examine() override { Q_EMIT examined(PlanWords{u"更新"_s, u"某市"_s, u"到明天"_s, {u"一"_s}}); }
    void apply() override { Q_EMIT applied(Result<void>()); }
    void write(Parcel parcel, const QByteArray &diagnostics) override
    {
        bytes = diagnostics;
        Q_EMIT written(parcel, Wrote{});
    }
    void readSettings() override {}
    void rollBack() override {}
    QByteArray bytes;
};

/** A call desk that can be told what to tell. */
class PuppetCalls
{
    class NoSignalling final : public callflow::Signalling
    {
        void open() override {}
        void close() override {}
        void send(const QByteArray &) override {}
    };
    ManualClock m_clock;
    SilentEventLog m_log;
    NoSignalling m_signalling;
    FakeCallProcess m_process;

public:
    callflow::CallDesk desk{m_signalling, m_process, m_clock, m_log};
    void tell(callflow::Phase phase, callflow::Media media, callflow::End end)
    {
        callflow::Standing standing;
        standing.phase = phase;
        standing.media = media;
        standing.end = end;
        Q_EMIT desk.changed(standing);
    }
};

/** Only lists what it is told to. */
class PuppetStore final : public OrderStore
{
public:
    Result<Uuid> beginDraft(const QString &, const QString &) override { return kNot; }
    Result<void> journal(const Uuid &, const QString &, const QString &) override { return kNot; }
    Result<Draft> loadDraft(const Uuid &) override { return kNot; }
    Result<void> discardDraft(const Uuid &) override { return kNot; }
    Result<Ticket> put(const Sealed &, const std::optional<Uuid> &) override { return kNot; }
    Result<void> noteSlip(const Uuid &, SlipState) override { return kNot; }
    Result<OrderSummary> find(const Uuid &) override { return kNot; }
    Result<void> settle() override { return {}; }
    Result<std::vector<WaitingOrder>> waiting(int) override { return orders; }
    Result<OutboxCount> count() override
    {
        OutboxCount counted;
        for (const WaitingOrder &order : orders)
            ++(order.state == OrderState::Ready ? counted.pending : counted.rejected);
        return counted;
    }
    std::vector<WaitingOrder> orders; ///< set before the desk is made

private:
    const Error kNot{Fault::Unsupported, "a puppet"};
};

/** The maintenance mode at work: a real store, real Argon2id, a real lock file, puppets for the devices. */
struct StaffFixture
{
    StaffFixture()
    {
        QFile file(folder.filePath(u"staff.json"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(roster()) < 0)
            qFatal("no roster");
        file.close();
        if (!log.keepIn(folder.filePath(u"events"_s)))
            qFatal("no log");
        auto opened =
            OrderStore::open({folder.filePath(u"data"_s), "YZ-0001", 4096}, SecretBytes::random(32), clock, log);
        if (!opened)
            qFatal("%s", opened.error().detail.c_str());
        store = *std::move(opened);
        make();
    }
    ~StaffFixture() { ::close(nowhere); }
    void make(const std::string &boot = "boot-1")
    {
        desk.reset();
        StaffDesk::Rooms rooms{reader, printer, otherStore != nullptr ? *otherStore : *store, worker, clock, log};
        rooms.stick = &stick;
        rooms.audit = [this](const QString &what, const QString &detail) {
            audited += detail.isEmpty() ? what : what + u": "_s + detail;
        };
        rooms.calls = calls;
        if (hasMore) {
            rooms.scanner = &scanner;
            rooms.speaker = &speaker;
        }
        desk = std::make_unique<StaffDesk>(
            rooms, StaffDesk::Site{u"松江县公共法律服务中心"_s, "YZ-0001", u"1.0"_s, folder.filePath(u"staff"_s),
                                   folder.filePath(u"staff.json"_s), calls != nullptr, boot});
    }
    void types(const char *number, const char *pin)
    {
        desk->take(GiveAnswer{u"staff.number"_s, {QString::fromLatin1(number)}});
        desk->take(GiveAnswer{u"staff.pin"_s, {QString::fromLatin1(pin)}});
    }
    bool waitsNoMore() const { return !std::holds_alternative<WorkingView>(desk->view().page); }
    bool enters(const char *number = "1002", const char *pin = "271828")
    {
        desk->knock();
        types(number, pin);
        return QTest::qWaitFor([&] { return waitsNoMore(); }, 20'000) && board().title == u"本机总览"_s;
    }
    /** Where there is a document camera and a voice. */
    bool entersWithMore()
    {
        hasMore = true;
        make();
        return enters();
    }
    BoardView board() const
    {
        const auto view = desk->view();
        const auto *board = std::get_if<BoardView>(&view.page);
        return board == nullptr ? BoardView{} : *board;
    }
    QString problem() const
    {
        const auto view = desk->view();
        const auto *form = std::get_if<FormView>(&view.page);
        return form == nullptr ? QString() : form->problem;
    }
    /** On the store's own thread, as the desk does it. */
    void atStore(const std::function<bool(OrderStore &)> &work)
    {
        std::promise<bool> done;
        worker.post([&] { done.set_value(work(*store)); });
        if (!done.get_future().get())
            qFatal("the store did not do it");
    }
    void putOrder(const QByteArray &body)
    {
        atStore([&](OrderStore &at) { return bool(at.put({Uuid::fresh(clock), "legal-aid", body}, {})); });
    }

    /** The light of a part in the overview. */
    BoardView::Row part(const QString &name) const
    {
        const auto rows = board().groups.back().rows;
        const auto found =
            std::find_if(rows.begin(), rows.end(), [&](const BoardView::Row &row) { return row.title == name; });
        return found == rows.end() ? BoardView::Row{} : *found;
    }
    /** Everything is well but for the voice, if so wished. */
    bool testsItself(bool speaks)
    {
        desk->take(ChooseRow{u"selftest"_s});
        if (!QTest::qWaitFor([&] { return reader.isWaiting(); }))
            return false;
        reader.fail(Fault::TimedOut);
        if (!QTest::qWaitFor([&] { return speaker.isSpeaking(); }))
            return false;
        speaks ? speaker.finish() : speaker.fail();
        return QTest::qWaitFor([&] { return !board().actions.empty(); });
    }
    /** Behind whatever the desk asked of the store. */
    bool storeAnswered()
    {
        bool answered = false;
        worker.run(desk.get(), [] {}, [&] { answered = true; });
        return QTest::qWaitFor([&] { return answered; });
    }
    std::ptrdiff_t logged(const char *event) const
    {
        const auto lines = log.lines(100);
        return std::count_if(lines.begin(), lines.end(), [&](const QByteArray &line) { return line.contains(event); });
    }

    QTemporaryDir folder;
    ManualClock clock;
    int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    KeptEventLog log{nowhere, clock};
    FakeIdCardReader reader;
    FakeReceiptPrinter printer;
    PuppetStick stick;
    bool hasMore = false; ///< a document camera and a voice
    FakeDocumentScanner scanner;
    FakeSpeaker speaker;
    callflow::CallDesk *calls = nullptr;
    QStringList audited;
    OrderStore *otherStore = nullptr;
    std::unique_ptr<OrderStore> store;
    Worker worker{"yz-test-store"};
    std::unique_ptr<StaffDesk> desk;
};

} // namespace yz::test
