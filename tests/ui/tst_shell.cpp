// SPDX-License-Identifier: Apache-2.0
// The shell under a finger: what counts as a press, what is remembered, what cannot be escaped.
#include "booth/samples.h"
#include "finger.h"
#include "parts/text_field.h"
#include "silent_words.h"
#include "theme/theme.h"

#include <ui/shell.h>

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWindow>

namespace yz {

class ShellTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void aTap_saysWhatTheCitizenWants();
    void aTouch_countsOnlyWhenItStartsAndEndsInItsTarget();
    void aPress_isAnsweredBeforeTheFingerLeaves();
    void aSecondFinger_doesNothing();
    void aTremblingFinger_submitsOnce();
    void aQuickTapElsewhere_isNoDoubleTap();
    void aDoubleTap_doesNotReachTheNextPage();
    void aTapAtTheSamePlace_countsOnTheNextPage();
    void paleButtons_doNothing();
    void choices_goAndComeAsTheKindSays();
    void noneOfThese_goesWithNoOtherAnswer();
    void typing_isJournalledAndGiven();
    void aProblem_isShownWithoutLosingWhatWasTyped();
    void changingTheSize_losesNothingTyped();
    void elderMode_bringsLargeTypeAndGoes();
    void aNewVisit_beginsInTheUsualSize();
    void aTextField_forgets();
    void aCallsPictures_goWithItsPage();
    void closing_isIgnored();
    void noMenu_opens();
    void aCover_takesTouchesAndKeys();
    void work_showsWordsOnlyAfterAMoment();
    void slips_areCalledPrintedOnlyWhenTheyAre();
    void touches_areReportedOnce();
    void aLongPage_isTurnedByArrowsAndByDragging();
    void newsOfAPaper_areBroughtIntoSight();

private:
    ScreenView sample(const char *name) const;
    FormView form(const char *name) const { return std::get<FormView>(sample(name).page); }
    void show(const ScreenView &view);
    template <class T = QAbstractButton>
    T *find(const char *id) const
    {
        return m_shell->findChild<T *>(QLatin1String(id));
    }
    void tap(const char *id);
    template <class T>
    std::vector<T> wished() const;
    bool sees(const QString &words) const;

    test::SilentWords m_words;
    std::unique_ptr<Shell> m_shell;
    std::unique_ptr<test::Finger> m_finger;
    std::vector<Intent> m_wishes;
};

void ShellTest::init()
{
    QApplication::setCursorFlashTime(0);
    m_shell = std::make_unique<Shell>(test::glass(true), m_words);
    connect(m_shell.get(), &Shell::wants, this, [this](const Intent &intent) { m_wishes.push_back(intent); });
    show(sample("home"));
    m_shell->show();
    QVERIFY(QTest::qWaitForWindowActive(m_shell.get()));
    m_finger = std::make_unique<test::Finger>(*m_shell);
    // Somewhere else first: what follows must not be the second half of the last test's tap.
    m_finger->press(QPoint(540, 160));
    m_finger->release(QPoint(540, 160));
    m_wishes.clear();
}

void ShellTest::cleanup()
{
    m_finger.reset();
    m_shell.reset();
    m_wishes.clear();
}

ScreenView ShellTest::sample(const char *name) const
{
    for (const SampleScreen &screen : sampleScreens())
        if (screen.name == QLatin1String(name))
            return screen.view;
    qFatal("no sample %s", name);
}

void ShellTest::show(const ScreenView &view)
{
    m_shell->show(view);
    QCoreApplication::processEvents();
    m_wishes.clear();
}

void ShellTest::tap(const char *id)
{
    auto *button = find<QWidget>(id);
    QVERIFY2(button, id);
    m_finger->tap(button);
}

template <class T>
std::vector<T> ShellTest::wished() const
{
    std::vector<T> found;
    for (const Intent &intent : m_wishes)
        if (const auto *wish = std::get_if<T>(&intent))
            found.push_back(*wish);
    return found;
}

bool ShellTest::sees(const QString &words) const
{
    for (const QWidget *part : m_shell->findChildren<QWidget *>())
        if (part->isVisible() && part->accessibleName().contains(words))
            return true;
    return false;
}

void ShellTest::aTap_saysWhatTheCitizenWants()
{
    tap("tile.legal-aid");
    QCOMPARE(wished<OpenService>().size(), 1U);
    QCOMPARE(wished<OpenService>().front().service, QStringLiteral("legal-aid"));
    tap("bar.help");
    QCOMPARE(wished<AskHelp>().size(), 1U);
    show(sample("check"));
    tap("check.change.facts");
    QCOMPARE(wished<ChangeAnswer>().size(), 1U);
    QCOMPARE(wished<ChangeAnswer>().front().field, QStringLiteral("facts"));
    tap("bar.back");
    QCOMPARE(wished<GoBack>().size(), 1U);
    tap("access.quick-exit");
    QCOMPARE(wished<QuickExit>().size(), 1U);
}

void ShellTest::aTouch_countsOnlyWhenItStartsAndEndsInItsTarget()
{
    const QPoint on = test::Finger::middleOf(*find("tile.legal-aid"));
    const QPoint off = test::Finger::middleOf(*find("tile.laws"));
    m_finger->press(on);
    m_finger->move(off);
    m_finger->release(off);
    QVERIFY(m_wishes.empty());
    m_finger->press(QPoint(540, 300)); // on no button
    m_finger->move(on);
    m_finger->release(on);
    QVERIFY(m_wishes.empty());
    m_finger->press(on);
    m_finger->release(on);
    QCOMPARE(m_wishes.size(), 1U);
}

void ShellTest::aPress_isAnsweredBeforeTheFingerLeaves()
{
    auto *tile = find("tile.legal-aid");
    const QImage before = tile->grab().toImage();
    const QPoint on = test::Finger::middleOf(*tile);
    m_finger->press(on);
    QVERIFY(tile->isDown());
    QVERIFY(tile->grab().toImage() != before);
    QVERIFY(m_wishes.empty());
    m_finger->release(on);
    QVERIFY(!tile->isDown());
    QCOMPARE(m_wishes.size(), 1U);
}

void ShellTest::aSecondFinger_doesNothing()
{
    const QPoint first = test::Finger::middleOf(*find("tile.legal-aid"));
    const QPoint second = test::Finger::middleOf(*find("tile.laws"));
    m_finger->press(first);
    m_finger->secondTap(first, second);
    m_finger->release(first);
    QCOMPARE(m_wishes.size(), 1U);
    QCOMPARE(wished<OpenService>().front().service, QStringLiteral("legal-aid"));
}

void ShellTest::aTremblingFinger_submitsOnce()
{
    show(sample("check"));
    tap("check.submit");
    tap("check.submit");
    tap("check.submit");
    QCOMPARE(wished<Submit>().size(), 1U);
}

void ShellTest::aQuickTapElsewhere_isNoDoubleTap()
{
    // Qt 6.8 calls two quick touches a double click wherever they are: said here as it says it, 60 ms apart.
    const auto strike = [this](const char *name, QEvent::Type press, quint64 at) {
        auto *one = find(name);
        const QPointF middle = one->rect().center();
        const QPointF place = one->mapToGlobal(middle);
        QMouseEvent down(press, middle, place, Qt::LeftButton, Qt::LeftButton, Qt::NoModifier);
        QMouseEvent up(QEvent::MouseButtonRelease, middle, place, Qt::LeftButton, Qt::NoButton, Qt::NoModifier);
        down.setTimestamp(at);
        up.setTimestamp(at + 40);
        QApplication::sendEvent(one, &down);
        QApplication::sendEvent(one, &up);
    };
    strike("tile.legal-aid", QEvent::MouseButtonPress, 1'000'000);
    m_wishes.clear();
    show(sample("guide"));
    strike("guide.begin", QEvent::MouseButtonDblClick, 1'000'100);
    QCOMPARE(m_wishes.size(), 1U);
}

void ShellTest::aDoubleTap_doesNotReachTheNextPage()
{
    show(sample("form-choices"));
    const QPoint at = test::Finger::middleOf(*find("form.next"));
    m_finger->press(at);
    m_finger->release(at);
    QCOMPARE(wished<GiveAnswer>().size(), 1U);
    show(sample("form-statement"));
    QVERIFY(find("form.next")->rect().contains(find("form.next")->mapFrom(m_shell.get(), at)));
    m_finger->press(at); // the second half of the same double tap
    m_finger->release(at);
    QVERIFY(m_wishes.empty());
}

void ShellTest::aTapAtTheSamePlace_countsOnTheNextPage()
{
    show(sample("form-choices"));
    const QPoint at = test::Finger::middleOf(*find("form.next"));
    m_finger->press(at);
    m_finger->release(at);
    QCOMPARE(wished<GiveAnswer>().size(), 1U);
    show(sample("form-statement"));
    QTest::qWait(500); // pace: a person reads before the next tap; Qt calls it a double click all the same
    m_finger->press(at);
    m_finger->release(at);
    QCOMPARE(wished<GiveAnswer>().size(), 1U);
}

void ShellTest::paleButtons_doNothing()
{
    tap("bar.back");
    tap("bar.home");
    QVERIFY(m_wishes.empty());
}

void ShellTest::choices_goAndComeAsTheKindSays()
{
    FormView one = form("form-choice");
    one.value.clear();
    show({one});
    tap("form.option.injury");
    tap("form.option.wages");
    QTest::qWait(0);
    tap("form.option.wages"); // a second tap does not take it away
    tap("form.next");
    QCOMPARE(wished<EditAnswer>().back().value, QStringList{QStringLiteral("wages")});
    QCOMPARE(wished<GiveAnswer>().front().field, QStringLiteral("matter"));
    QCOMPARE(wished<GiveAnswer>().front().value, QStringList{QStringLiteral("wages")});

    show(sample("form-choices"));
    tap("form.option.no-income-group");
    tap("form.option.relief");
    QCOMPARE(wished<EditAnswer>().back().value,
             (QStringList{QStringLiteral("no-income-group"), QStringLiteral("migrant-worker")}));
}

void ShellTest::noneOfThese_goesWithNoOtherAnswer()
{
    show(sample("form-choices"));
    tap("form.option.none");
    QCOMPARE(wished<EditAnswer>().back().value, QStringList{QStringLiteral("none")});
    tap("form.option.relief");
    QCOMPARE(wished<EditAnswer>().back().value, QStringList{QStringLiteral("relief")});
}

void ShellTest::typing_isJournalledAndGiven()
{
    FormView phone = form("form-phone");
    phone.value.clear();
    show({phone});
    for (const char *key : {"key.1", "key.3", "key.9"})
        tap(key);
    QCOMPARE(wished<EditAnswer>().size(), 3U);
    QCOMPARE(wished<EditAnswer>().back().value, QStringList{QStringLiteral("139")});
    tap("form.next");
    QCOMPARE(wished<GiveAnswer>().front().value, QStringList{QStringLiteral("139")});
    m_wishes.clear();
    tap("key.done");
    QCOMPARE(wished<GiveAnswer>().size(), 1U);

    FormView facts = form("form-long-text-empty");
    show({facts});
    tap("form.phrase.0");
    QCOMPARE(wished<EditAnswer>().back().value, QStringList{QStringLiteral("拖欠工资")});
    QVERIFY(find<QPlainTextEdit>("form.field")->hasFocus());
}

void ShellTest::aProblem_isShownWithoutLosingWhatWasTyped()
{
    FormView phone = form("form-phone");
    phone.value.clear();
    show({phone});
    tap("key.1");
    tap("form.next");
    phone.problem = QStringLiteral("手机号码是 11 位。");
    show({phone});
    QVERIFY(sees(phone.problem));
    QCOMPARE(find<QLineEdit>("form.field")->text(), QStringLiteral("1"));
    tap("key.3");
    QCOMPARE(find<QLineEdit>("form.field")->text(), QStringLiteral("13"));
    QVERIFY(!sees(phone.problem));
}

void ShellTest::changingTheSize_losesNothingTyped()
{
    FormView phone = form("form-phone");
    phone.value.clear();
    show({phone});
    tap("key.1");
    tap("key.3");
    const int before = find<QWidget>("page.title")->height();
    tap("access.size");
    QCoreApplication::processEvents();
    QVERIFY(find<QWidget>("page.title")->height() > before);
    QCOMPARE(find<QLineEdit>("form.field")->text(), QStringLiteral("13"));
    tap("access.contrast");
    QCoreApplication::processEvents();
    QCOMPARE(find<QLineEdit>("form.field")->text(), QStringLiteral("13"));
    tap("access.low");
    QCoreApplication::processEvents();
    QVERIFY(find<QWidget>("bar")->y() > m_shell->height() / 4);
    tap("key.9");
    QCOMPARE(find<QLineEdit>("form.field")->text(), QStringLiteral("139"));
}

void ShellTest::elderMode_bringsLargeTypeAndGoes()
{
    show(sample("identity-elder-offer"));
    const int before = find<QWidget>("page.title")->height();
    tap("identity.elder");
    QCOMPARE(wished<UseElderMode>().size(), 1U);
    ScreenView elder = sample("identity");
    elder.elder = true;
    show(elder);
    QVERIFY(find<QWidget>("page.title")->height() > before);
    elder.elder = false;
    show(elder);
    QCOMPARE(find<QWidget>("page.title")->height(), before);
}

void ShellTest::aNewVisit_beginsInTheUsualSize()
{
    const QRect usual = find("access.size")->geometry();
    tap("access.size");
    tap("access.low");
    QCoreApplication::processEvents();
    QVERIFY(find("access.size")->geometry() != usual);
    m_shell->resetAccess();
    QCOMPARE(find("access.size")->geometry(), usual);
}

void ShellTest::aTextField_forgets()
{
    QGuiApplication::clipboard()->setText(QStringLiteral("别人的字"));
    for (const char *name : {"form-text", "form-long-text-empty"}) {
        FormView view = form(name);
        view.value.clear();
        view.field = QStringLiteral("first");
        show({view});
        auto *field = find<QWidget>("form.field");
        QVERIFY(field->hasFocus());
        QTest::keyClicks(field, QStringLiteral("zhao"));
        for (const auto key : {Qt::Key_Z, Qt::Key_Y, Qt::Key_A, Qt::Key_C, Qt::Key_X, Qt::Key_V})
            QTest::keyClick(field, key, Qt::ControlModifier);
        QCOMPARE(wished<EditAnswer>().back().value, QStringList{QStringLiteral("zhao")});
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("别人的字"));
        view.field = QStringLiteral("second");
        show({view});
        auto *next = find<QWidget>("form.field");
        QVERIFY(next != field);
        QTest::keyClick(next, Qt::Key_Z, Qt::ControlModifier);
        QTest::keyClick(next, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QTest::keyClicks(next, QStringLiteral("x"));
        QCOMPARE(wished<EditAnswer>().back().value, QStringList{QStringLiteral("x")});
    }
}

void ShellTest::aCallsPictures_goWithItsPage()
{
    QImage lawyer(64, 48, QImage::Format_RGB32);
    lawyer.fill(Qt::magenta);
    const auto isSeen = [&] {
        const QImage glass = m_shell->grab().toImage();
        for (int y = 0; y < glass.height(); y += 4)
            for (int x = 0; x < glass.width(); x += 4)
                if (glass.pixelColor(x, y) == QColor(Qt::magenta))
                    return true;
        return false;
    };
    show(sample("call-video"));
    m_shell->showRemote(lawyer);
    m_shell->showSelf(lawyer);
    QVERIFY(isSeen());
    show(sample("call-audio"));
    QVERIFY(!isSeen());
    show(sample("call-video"));
    QVERIFY(!isSeen()); // not the last one again
    m_shell->showRemote(lawyer);
    show(sample("call-over"));
    m_shell->showRemote(lawyer); // one that was still on its way
    QVERIFY(!isSeen());
    QVERIFY(!find<QWidget>("call.remote"));
    show(sample("home"));
    QVERIFY(!isSeen());
}

void ShellTest::closing_isIgnored()
{
    QVERIFY(!m_shell->close());
    QTest::keyClick(m_shell.get(), Qt::Key_F4, Qt::AltModifier);
    QTest::keyClick(m_shell.get(), Qt::Key_Escape);
    QTest::keyClick(m_shell.get(), Qt::Key_Q, Qt::ControlModifier);
    QCoreApplication::processEvents();
    QVERIFY(m_shell->isVisible());
    QVERIFY(m_wishes.empty());
}

void ShellTest::noMenu_opens()
{
    for (const char *name : {"form-text", "form-long-text", "home"}) {
        show(sample(name));
        for (QWidget *part : m_shell->findChildren<QWidget *>()) {
            QContextMenuEvent event(QContextMenuEvent::Mouse, part->rect().center(),
                                    part->mapToGlobal(part->rect().center()));
            QCoreApplication::sendEvent(part, &event);
            QVERIFY2(!QApplication::activePopupWidget(), qPrintable(part->objectName()));
        }
        QCOMPARE(QApplication::topLevelWidgets().size(), 1);
    }
}

void ShellTest::aCover_takesTouchesAndKeys()
{
    FormView text = form("form-text");
    ScreenView view{text};
    show(view);
    const QPoint behind = test::Finger::middleOf(*find("form.previous"));
    auto *field = find<QLineEdit>("form.field");
    view.cover = Cover::Idle;
    view.idleSecondsLeft = 20;
    show(view);
    QVERIFY(sees(QStringLiteral("20 秒")));
    m_finger->press(behind);
    m_finger->release(behind);
    m_finger->tap(find("bar.home"));
    QVERIFY(m_wishes.empty());
    QTest::keyClicks(m_shell->focusWidget(), QStringLiteral("abc"));
    QCOMPARE(field->text(), text.value.front());
    view.elder = true;
    show(view);
    QVERIFY(!sees(QStringLiteral("20 秒"))); // no countdown presses an elder
    tap("cover.continue");
    QCOMPARE(wished<CloseCover>().size(), 1U);
    view.cover = Cover::Leave;
    show(view);
    tap("cover.leave");
    QCOMPARE(wished<LeaveNow>().size(), 1U);
    view.cover = Cover::None;
    show(view);
    QVERIFY(find<QLineEdit>("form.field")->hasFocus());
    QCOMPARE(find<QLineEdit>("form.field")->text(), text.value.front());
}

void ShellTest::work_showsWordsOnlyAfterAMoment()
{
    show(sample("check"));
    tap("check.submit");
    show(sample("working"));
    QVERIFY(find("check.submit")); // still there, and deaf
    m_wishes.clear();
    m_finger->tap(find("check.change.facts"));
    QVERIFY(m_wishes.empty());
    QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("working"), 3000);
    QVERIFY(!find("check.submit"));
    show(sample("check"));
    show(sample("working"));
    show(sample("result-printing")); // quick work: the words never came
    QVERIFY(!find<QWidget>("working"));
    QVERIFY(find("result.finish"));
}

void ShellTest::slips_areCalledPrintedOnlyWhenTheyAre()
{
    const QString printed = QStringLiteral("回执已打印");
    for (const char *name : {"result-printing", "result-failed", "result-unknown", "result-offline"}) {
        show(sample(name));
        QVERIFY2(!sees(printed), name);
    }
    QVERIFY(sees(QStringLiteral("没有打印成功")));
    QVERIFY(find<QWidget>("result.code"));
    ScreenView confirmed = sample("result-confirmed");
    show(confirmed);
    QVERIFY(sees(printed));
    QVERIFY(!find<QWidget>("result.code"));
    QVERIFY(!find("result.print-again")->isVisible());
}

void ShellTest::touches_areReportedOnce()
{
    QSignalSpy touched(m_shell.get(), &Shell::touched);
    const QPoint nowhere(540, 300);
    m_finger->press(nowhere);
    const auto after = touched.size();
    QVERIFY(after >= 1 && after <= 2); // the touch, and the mouse that Qt makes of it
    m_finger->release(nowhere);
    QCOMPARE(touched.size(), after);
    QTest::keyClick(m_shell.get(), Qt::Key_A);
    QVERIFY(touched.size() > after);
}

void ShellTest::aLongPage_isTurnedByArrowsAndByDragging()
{
    ScreenView view = sample("check");
    view.elder = true;
    show(view);
    auto *area = find<QScrollArea>("pane.area");
    QVERIFY(find("pane.down")->isVisible());
    QVERIFY(!find("pane.up")->isEnabled());
    tap("pane.down");
    QVERIFY(area->verticalScrollBar()->value() > 0);
    QVERIFY(find<QWidget>("pane.where")->accessibleName().startsWith(QLatin1Char('2')));
    while (find("pane.down")->isEnabled())
        tap("pane.down");
    QCOMPARE(area->verticalScrollBar()->value(), area->verticalScrollBar()->maximum());
    tap("pane.up");
    const int before = area->verticalScrollBar()->value();
    // A drag that starts on a button scrolls, and does not press it.
    m_wishes.clear();
    const QPoint middle = area->viewport()->mapTo(m_shell.get(), area->viewport()->rect().center());
    m_finger->press(middle);
    for (int step = 1; step <= 12; ++step) {
        QTest::qWait(8); // pace of a finger: the scroller looks at the stamps
        m_finger->move(middle - QPoint(0, 20 * step));
    }
    m_finger->release(middle - QPoint(0, 240));
    QTRY_VERIFY(area->verticalScrollBar()->value() > before);
    QVERIFY(m_wishes.empty());
}

void ShellTest::newsOfAPaper_areBroughtIntoSight()
{
    ScreenView view = sample("detail");
    view.elder = true;
    show(view);
    while (find("pane.down")->isEnabled())
        tap("pane.down");
    view.page = sample("detail-printed").page;
    show(view);
    QTRY_VERIFY(!find<QWidget>("detail.sheet")->visibleRegion().isEmpty());
}

} // namespace yz

QTEST_MAIN(yz::ShellTest)
#include "tst_shell.moc"
