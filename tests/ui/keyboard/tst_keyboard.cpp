// SPDX-License-Identifier: Apache-2.0
#include <ui/keyboard.h>

#include <QAbstractButton>
#include <QAccessible>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace yz;

namespace {

QPointingDevice *finger()
{
    static QPointingDevice *device = QTest::createTouchDevice();
    return device;
}

} // namespace

/** A finger on the real widget: touch events at the window, as the glass gives them. */
class TestKeyboard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void tappingLettersAndTheFirstCandidate_putsTheWordIntoTheField();
    void aSecondFinger_doesNotType();
    void aFingerThatSlidesOff_doesNotType();
    void spaceTakesTheFirstCandidate_doneTakesTheRest();
    void theDivider_partsSyllables();
    void deleteTakesALetter_thenACharacterOfTheField();
    void holdingDelete_repeats();
    void resetForgets();
    void digitsAndX_andClear();
    void numbersInsideAText_andBack();
    void lettersAndCapitals();
    void aTextOfSeveralLines_getsANewLineKey();
    void withoutADictionary_itTypesLetters();
    void theFieldKeepsTheFocus();
    void turningPages_showsOtherCandidates();
    void everyKey_isLargeEnoughApartNamedAndInside_data();
    void everyKey_isLargeEnoughApartNamedAndInside();
    void pictures();

private:
    QAbstractButton *button(const QString &name) const;
    QPoint middle(const QString &name) const;
    void tap(const QString &name);
    void type(const QString &letters);

    std::unique_ptr<InputEngine> m_engine;
    std::unique_ptr<QWidget> m_window;
    QLineEdit *m_field = nullptr;
    Keyboard *m_keyboard = nullptr;
};

void TestKeyboard::init()
{
    auto engine = openPinyinEngine(QStringLiteral(YIZHAN_BUILD_DIR "/pinyin.blob"));
    QVERIFY2(engine, engine ? "" : engine.error().detail.c_str());
    m_engine = std::move(*engine);
    m_window = std::make_unique<QWidget>();
    m_window->resize(1080, 960);
    m_field = new QLineEdit(m_window.get());
    m_field->setGeometry(20, 20, 1000, 80);
    m_keyboard = new Keyboard(m_engine.get(), ScreenProfile{}, m_window.get());
    m_keyboard->setGeometry(0, 154, 1080, 806);
    m_keyboard->attach(m_field);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_field->setFocus();
}

void TestKeyboard::cleanup()
{
    m_window.reset();
    m_engine.reset();
}

QAbstractButton *TestKeyboard::button(const QString &name) const
{
    auto *found = m_keyboard->findChild<QAbstractButton *>(name);
    return found != nullptr && found->isVisibleTo(m_keyboard) ? found : nullptr;
}

QPoint TestKeyboard::middle(const QString &name) const
{
    const QAbstractButton *key = button(name);
    return key == nullptr ? QPoint() : key->mapTo(m_window.get(), key->rect().center());
}

void TestKeyboard::tap(const QString &name)
{
    QVERIFY2(button(name) != nullptr, qPrintable(name));
    const QPoint at = middle(name);
    QTest::touchEvent(m_window->windowHandle(), finger()).press(0, at, m_window->windowHandle());
    QTest::touchEvent(m_window->windowHandle(), finger()).release(0, at, m_window->windowHandle());
}

void TestKeyboard::type(const QString &letters)
{
    for (const QChar letter : letters)
        tap(QStringLiteral("key.") + letter);
}

void TestKeyboard::tappingLettersAndTheFirstCandidate_putsTheWordIntoTheField()
{
    type(QStringLiteral("falvyuanzhu"));
    tap(QStringLiteral("candidate.0"));
    QCOMPARE(m_field->text(), QStringLiteral("法律援助"));
    QVERIFY(button(QStringLiteral("candidate.0")) == nullptr);
}

void TestKeyboard::aSecondFinger_doesNotType()
{
    auto *window = m_window->windowHandle();
    const QPoint f = middle(QStringLiteral("key.f"));
    const QPoint a = middle(QStringLiteral("key.a"));
    QTest::touchEvent(window, finger()).press(0, f, window);
    QTest::touchEvent(window, finger()).stationary(0).press(1, a, window);
    QTest::touchEvent(window, finger()).stationary(0).release(1, a, window);
    QTest::touchEvent(window, finger()).release(0, f, window);
    tap(QStringLiteral("key.a"));
    tap(QStringLiteral("key.language")); // commits what was composed
    QCOMPARE(m_field->text(), m_engine->candidates(QStringLiteral("fa"), 1).front().text);
}

void TestKeyboard::aFingerThatSlidesOff_doesNotType()
{
    tap(QStringLiteral("key.language"));
    auto *window = m_window->windowHandle();
    const QPoint from = middle(QStringLiteral("key.f"));
    const QPoint to = middle(QStringLiteral("key.h"));
    QTest::touchEvent(window, finger()).press(0, from, window);
    QVERIFY(button(QStringLiteral("key.f"))->isDown());
    QTest::touchEvent(window, finger()).move(0, to, window);
    QVERIFY(!button(QStringLiteral("key.f"))->isDown());
    QTest::touchEvent(window, finger()).release(0, to, window);
    QCOMPARE(m_field->text(), QString());
}

void TestKeyboard::spaceTakesTheFirstCandidate_doneTakesTheRest()
{
    QSignalSpy done(m_keyboard, &Keyboard::done);
    type(QStringLiteral("lvshi"));
    tap(QStringLiteral("key.space"));
    QCOMPARE(m_field->text(), QStringLiteral("律师"));
    type(QStringLiteral("women"));
    tap(QStringLiteral("key.done"));
    QCOMPARE(m_field->text(), QStringLiteral("律师我们"));
    QCOMPARE(done.count(), 1);
}

void TestKeyboard::theDivider_partsSyllables()
{
    type(QStringLiteral("xi"));
    tap(QStringLiteral("key.divide"));
    tap(QStringLiteral("key.divide"));
    type(QStringLiteral("an"));
    tap(QStringLiteral("candidate.0"));
    QCOMPARE(m_field->text(), QStringLiteral("西安"));
}

void TestKeyboard::deleteTakesALetter_thenACharacterOfTheField()
{
    m_field->setText(QStringLiteral("张"));
    type(QStringLiteral("ni"));
    tap(QStringLiteral("key.delete"));
    tap(QStringLiteral("key.delete"));
    QCOMPARE(m_field->text(), QStringLiteral("张"));
    tap(QStringLiteral("key.delete"));
    QCOMPARE(m_field->text(), QString());
}

void TestKeyboard::holdingDelete_repeats()
{
    m_field->setText(QStringLiteral("12345678"));
    auto *key = button(QStringLiteral("key.delete"));
    QVERIFY(key->autoRepeat());
    key->setAutoRepeatDelay(1);
    key->setAutoRepeatInterval(1);
    auto *window = m_window->windowHandle();
    const QPoint at = middle(QStringLiteral("key.delete"));
    QTest::touchEvent(window, finger()).press(0, at, window);
    QTRY_VERIFY(m_field->text().isEmpty());
    QTest::touchEvent(window, finger()).release(0, at, window);
}

void TestKeyboard::resetForgets()
{
    type(QStringLiteral("zhangsan"));
    QVERIFY(button(QStringLiteral("candidate.0")) != nullptr);
    m_keyboard->reset();
    QVERIFY(button(QStringLiteral("candidate.0")) == nullptr);
    QCOMPARE(m_keyboard->target(), nullptr);
    for (const auto *key : m_keyboard->findChildren<QAbstractButton *>())
        QVERIFY(!key->text().contains(u'张') && !key->accessibleName().contains(u'张'));
    m_keyboard->attach(m_field);
    tap(QStringLiteral("key.done"));
    QCOMPARE(m_field->text(), QString());
}

void TestKeyboard::digitsAndX_andClear()
{
    m_keyboard->setMode(Keyboard::Mode::IdNumber);
    type(QStringLiteral("11010519491231002X"));
    QCOMPARE(m_field->text(), QStringLiteral("11010519491231002X"));
    QVERIFY(button(QStringLiteral("key.a")) == nullptr);
    tap(QStringLiteral("key.delete"));
    QCOMPARE(m_field->text(), QStringLiteral("11010519491231002"));
    m_field->setCursorPosition(4);
    tap(QStringLiteral("key.clear"));
    QCOMPARE(m_field->text(), QString());
    m_keyboard->setMode(Keyboard::Mode::Digits);
    QVERIFY(button(QStringLiteral("key.X")) == nullptr);
    type(QStringLiteral("045112348"));
    QCOMPARE(m_field->text(), QStringLiteral("045112348"));
}

void TestKeyboard::numbersInsideAText_andBack()
{
    type(QStringLiteral("wo"));
    tap(QStringLiteral("key.numbers"));
    tap(QStringLiteral("key.3"));
    tap(QStringLiteral("symbol.0"));
    tap(QStringLiteral("key.back"));
    type(QStringLiteral("de"));
    tap(QStringLiteral("candidate.0"));
    QCOMPARE(m_field->text(), QStringLiteral("我3年的"));
}

void TestKeyboard::lettersAndCapitals()
{
    tap(QStringLiteral("key.language"));
    type(QStringLiteral("a"));
    tap(QStringLiteral("key.shift"));
    type(QStringLiteral("b"));
    tap(QStringLiteral("key.at"));
    QCOMPARE(m_field->text(), QStringLiteral("aB@"));
    tap(QStringLiteral("key.language"));
    QVERIFY(button(QStringLiteral("key.divide")) != nullptr);
}

void TestKeyboard::aTextOfSeveralLines_getsANewLineKey()
{
    QVERIFY(button(QStringLiteral("key.newline")) == nullptr);
    QPlainTextEdit text(m_window.get());
    text.setGeometry(20, 20, 1000, 100);
    text.show();
    m_keyboard->attach(&text);
    type(QStringLiteral("wo"));
    tap(QStringLiteral("key.newline"));
    type(QStringLiteral("ta"));
    tap(QStringLiteral("key.space"));
    QCOMPARE(text.toPlainText(), QStringLiteral("我\n他"));
}

void TestKeyboard::withoutADictionary_itTypesLetters()
{
    Keyboard plain(nullptr, ScreenProfile{}, m_window.get());
    plain.setGeometry(m_keyboard->geometry());
    plain.attach(m_field);
    plain.setMode(Keyboard::Mode::Pinyin);
    plain.findChild<QAbstractButton *>(QStringLiteral("key.q"))->click();
    QCOMPARE(m_field->text(), QStringLiteral("q"));
}

void TestKeyboard::theFieldKeepsTheFocus()
{
    m_window->activateWindow();
    m_field->setFocus();
    QWidget *before = m_window->focusWidget();
    type(QStringLiteral("wo"));
    tap(QStringLiteral("candidate.1"));
    QCOMPARE(m_window->focusWidget(), before);
    for (const auto *key : m_keyboard->findChildren<QAbstractButton *>())
        QCOMPARE(key->focusPolicy(), Qt::NoFocus);
}

void TestKeyboard::turningPages_showsOtherCandidates()
{
    type(QStringLiteral("yi"));
    const auto all = m_engine->candidates(QStringLiteral("yi"), 80);
    QVERIFY(!button(QStringLiteral("candidate.previous"))->isEnabled());
    tap(QStringLiteral("candidate.next"));
    QVERIFY(button(QStringLiteral("candidate.0")) == nullptr);
    tap(QStringLiteral("candidate.previous"));
    QVERIFY(button(QStringLiteral("candidate.0")) != nullptr);
    int last = 0;
    for (int page = 0; page < 40 && button(QStringLiteral("candidate.next"))->isEnabled(); ++page)
        tap(QStringLiteral("candidate.next"));
    for (int i = 0; i < int(all.size()); ++i)
        last = button(QStringLiteral("candidate.%1").arg(i)) != nullptr ? i : last;
    QCOMPARE(last, int(all.size()) - 1);
    tap(QStringLiteral("candidate.%1").arg(last));
    QCOMPARE(m_field->text(), all.back().text);
}

void TestKeyboard::everyKey_isLargeEnoughApartNamedAndInside_data()
{
    QTest::addColumn<QSize>("rect");
    QTest::addColumn<double>("glass");
    QTest::newRow("21.5 inch, portrait") << QSize(1080, 806) << 0.248;
    QTest::newRow("21.5 inch, landscape") << QSize(1056, 820) << 0.248;
    QTest::newRow("15.6 inch, portrait") << QSize(1080, 806) << 0.180;
    QTest::newRow("15.6 inch, landscape") << QSize(1056, 820) << 0.180;
    QTest::newRow("43 inch, portrait") << QSize(1080, 806) << 0.496;
}

void TestKeyboard::everyKey_isLargeEnoughApartNamedAndInside()
{
    QFETCH(QSize, rect);
    QFETCH(double, glass);
    for (const TextSize size : {TextSize::Standard, TextSize::Elder}) {
        ScreenProfile profile;
        profile.millimetresPerPixel = glass;
        profile.textSize = size;
        Keyboard keyboard(m_engine.get(), profile);
        keyboard.resize(rect);
        keyboard.attach(m_field);
        for (const auto mode : {Keyboard::Mode::Pinyin, Keyboard::Mode::Letters, Keyboard::Mode::Digits,
                                Keyboard::Mode::IdNumber, Keyboard::Mode::Code}) {
            keyboard.setMode(mode);
            if (auto *letter = keyboard.findChild<QAbstractButton *>(QStringLiteral("key.y")))
                letter->click();
            std::vector<QAbstractButton *> keys;
            for (auto *key : keyboard.findChildren<QAbstractButton *>()) {
                if (key->isVisibleTo(&keyboard) && !key->objectName().isEmpty())
                    keys.push_back(key);
            }
            const auto box = [&](QAbstractButton *key) {
                return QRect(key->mapTo(&keyboard, QPoint(0, 0)), key->size());
            };
            const int gap = profile.px({3}) - 2; // rounding of places
            for (auto *key : keys) {
                QVERIFY2(keyboard.rect().contains(box(key)), qPrintable(key->objectName()));
                QVERIFY2(key->width() * glass >= 14.7 && key->height() * glass >= 14.7, qPrintable(key->objectName()));
                QVERIFY2(!key->accessibleName().isEmpty(), qPrintable(key->objectName()));
                QVERIFY(QAccessible::queryAccessibleInterface(key)->role() == QAccessible::Button);
                for (auto *other : keys)
                    QVERIFY2(key == other ||
                                 !box(key)
                                      .adjusted(-gap / 2, -gap / 2, gap / 2, gap / 2)
                                      .intersects(box(other).adjusted(-gap / 2, -gap / 2, gap / 2, gap / 2)),
                             qPrintable(key->objectName() + u' ' + other->objectName()));
            }
        }
    }
}

/** Pictures for looking at: into the folder named by YIZHAN_KEYBOARD_PICTURES. */
void TestKeyboard::pictures()
{
    const QString folder = qEnvironmentVariable("YIZHAN_KEYBOARD_PICTURES");
    const auto shot = [&](const QString &name, const QSize &size, const ScreenProfile &profile, Keyboard::Mode mode,
                          const QString &letters) {
        Keyboard keyboard(m_engine.get(), profile);
        keyboard.resize(size);
        keyboard.setMode(mode);
        for (const QChar letter : letters)
            keyboard.findChild<QAbstractButton *>(QStringLiteral("key.") + letter)->click();
        const QImage image = keyboard.grab().toImage();
        QVERIFY(!image.isNull());
        if (!folder.isEmpty())
            QVERIFY(image.save(folder + u'/' + name + QStringLiteral(".png")));
    };
    const QSize portrait(1080, 593);
    const QSize landscape(1056, 593);
    ScreenProfile standard;
    ScreenProfile elder;
    elder.textSize = TextSize::Elder;
    ScreenProfile yellow;
    yellow.contrast = Contrast::YellowOnBlack;
    shot(QStringLiteral("portrait"), portrait, standard, Keyboard::Mode::Pinyin, QStringLiteral("falvyuanzhu"));
    shot(QStringLiteral("portrait-empty"), portrait, standard, Keyboard::Mode::Pinyin, {});
    shot(QStringLiteral("portrait-elder"), portrait, elder, Keyboard::Mode::Pinyin, QStringLiteral("falvyuanzhu"));
    shot(QStringLiteral("portrait-id"), portrait, standard, Keyboard::Mode::IdNumber, {});
    shot(QStringLiteral("landscape"), landscape, standard, Keyboard::Mode::Pinyin, QStringLiteral("yi"));
    shot(QStringLiteral("landscape-elder-digits"), landscape, elder, Keyboard::Mode::Digits, {});
    shot(QStringLiteral("landscape-letters"), landscape, standard, Keyboard::Mode::Letters, {});
    shot(QStringLiteral("portrait-yellow"), portrait, yellow, Keyboard::Mode::Pinyin, QStringLiteral("shengao"));
}

QTEST_MAIN(TestKeyboard)
#include "tst_keyboard.moc"
