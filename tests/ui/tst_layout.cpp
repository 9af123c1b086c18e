// SPDX-License-Identifier: Apache-2.0
// Every screen in every shape, text size and contrast.
#include "booth/samples.h"
#include "layout_rules.h"
#include "parts/action_button.h"
#include "parts/text_block.h"
#include "silent_words.h"
#include "theme/tokens.h"

#include <ui/shell.h>
#include <ui/tongue.h>

#include <QAbstractButton>
#include <QApplication>
#include <QTest>

namespace yz {

class LayoutTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QApplication::setCursorFlashTime(0); }
    void everyScreen_keepsTheRules_data();
    void everyScreen_keepsTheRules();
    void inEnglish_everyScreenKeepsTheRules_data() { everyScreen_keepsTheRules_data(); }
    void inEnglish_everyScreenKeepsTheRules();
    void inTheLowZone_everyScreenKeepsTheRules_data() { everyScreen_keepsTheRules_data(); }
    void inTheLowZone_everyScreenKeepsTheRules();
    void onOtherGlass_everyScreenKeepsTheRules_data();
    void onOtherGlass_everyScreenKeepsTheRules();
    void theRules_findWhatBreaksThem();
    void everyPairOfColours_isReadable_data();
    void everyPairOfColours_isReadable();

private:
    void check(const ScreenProfile &profile, bool low, Language language = Language::Chinese);
    test::SilentWords m_words;
};

namespace {

QString join(const QString &screen, const QStringList &breaches)
{
    return breaches.isEmpty() ? QString() : screen + QStringLiteral(": ") + breaches.join(QStringLiteral("\n  "));
}

const char *const kSizes[] = {"standard", "large", "larger", "elder"};
const char *const kContrasts[] = {"standard", "black on white", "white on black", "yellow on black"};

} // namespace

void LayoutTest::check(const ScreenProfile &profile, bool low, Language language)
{
    Tongue tongue;
    tongue.use(language);
    QStringList breaches;
    QList<QRect> places;
    for (const SampleScreen &sample : sampleScreens()) {
        Shell shell(profile, m_words);
        ScreenView view = sample.view;
        view.language = language;
        view.canSpeak = true; // the fullest bar
        shell.show(view);
        shell.show();
        if (low)
            shell.findChild<QAbstractButton *>(QStringLiteral("access.low"))->click();
        QCoreApplication::processEvents();
        QCOMPARE(shell.size(), profile.pixels);
        ScreenProfile shown = profile;
        if (sample.view.elder)
            shown.textSize = TextSize::Elder;
        QStringList here = test::overlaps(shell) + test::outOfSight(shell) + test::cutTexts(shell) +
                           test::smallTargets(shell, shown) + test::crowdedTargets(shell, shown) +
                           test::nameless(shell) + test::crampedPanes(shell, shown);
        const QList<QRect> bars = test::fixedPlaces(shell);
        if (bars.contains(QRect()))
            here += QStringLiteral("返回, 首页 or 求助 is missing");
        if (places.isEmpty())
            places = bars;
        if (!sample.view.elder && bars != places)
            here += QStringLiteral("返回, 首页 or 求助 has moved");
        if (!here.isEmpty())
            breaches += join(sample.name, here);
    }
    QVERIFY2(breaches.isEmpty(), qPrintable(breaches.join(QLatin1Char('\n'))));
}

void LayoutTest::everyScreen_keepsTheRules_data()
{
    QTest::addColumn<bool>("portrait");
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("contrast");
    for (const bool portrait : {true, false})
        for (int size = 0; size < 4; ++size)
            for (int contrast = 0; contrast < 4; ++contrast)
                QTest::addRow("%s, %s text, %s", portrait ? "portrait" : "landscape", kSizes[size],
                              kContrasts[contrast])
                    << portrait << size << contrast;
}

void LayoutTest::everyScreen_keepsTheRules()
{
    QFETCH(bool, portrait);
    QFETCH(int, size);
    QFETCH(int, contrast);
    check(test::glass(portrait, static_cast<TextSize>(size), static_cast<Contrast>(contrast)), false);
}

void LayoutTest::inEnglish_everyScreenKeepsTheRules()
{
    QFETCH(bool, portrait);
    QFETCH(int, size);
    QFETCH(int, contrast);
    check(test::glass(portrait, static_cast<TextSize>(size), static_cast<Contrast>(contrast)), false,
          Language::English);
}

void LayoutTest::inTheLowZone_everyScreenKeepsTheRules()
{
    QFETCH(bool, portrait);
    QFETCH(int, size);
    QFETCH(int, contrast);
    if (contrast != 0)
        return; // borders and shadows were measured above
    check(test::glass(portrait, static_cast<TextSize>(size)), true);
}

void LayoutTest::onOtherGlass_everyScreenKeepsTheRules_data()
{
    QTest::addColumn<QSize>("pixels");
    QTest::addColumn<double>("mm");
    QTest::addRow("27 inches, portrait") << QSize(1080, 1920) << 0.311;
    QTest::addRow("27 inches, landscape") << QSize(1920, 1080) << 0.311;
    QTest::addRow("32 inches, portrait") << QSize(1080, 1920) << 0.369;
    QTest::addRow("43 inches, portrait") << QSize(1080, 1920) << 0.496;
    QTest::addRow("43 inches, landscape") << QSize(1920, 1080) << 0.496;
}

void LayoutTest::onOtherGlass_everyScreenKeepsTheRules()
{
    QFETCH(QSize, pixels);
    QFETCH(double, mm);
    for (const TextSize size : {TextSize::Standard, TextSize::Elder})
        check({pixels, mm, size, Contrast::Standard}, false);
}

void LayoutTest::theRules_findWhatBreaksThem()
{
    const ScreenProfile profile = test::glass(true);
    const ui::Theme theme(profile);
    QWidget window;
    window.resize(600, 600);
    auto *words = new ui::TextBlock(theme, QStringLiteral("一句放不下的话"), {}, Qt::black, &window);
    words->setGeometry(10, 10, 60, 30);
    QWidget nobody(&window);
    nobody.setGeometry(40, 20, 100, 100);
    auto *button =
        new ui::ActionButton(theme, ui::ActionButton::Kind::Primary, QString(), QStringLiteral("好"), &window);
    button->setGeometry(560, 100, 50, 50);
    auto *close =
        new ui::ActionButton(theme, ui::ActionButton::Kind::Quiet, QStringLiteral("x"), QStringLiteral("好"), &window);
    close->setGeometry(450, 100, 105, 70);
    window.show();
    QCOMPARE(test::overlaps(window).size(), 1);
    QCOMPARE(test::outOfSight(window).size(), 2); // off the glass, and out of its parent
    QCOMPARE(test::cutTexts(window).size(), 1);
    QCOMPARE(test::smallTargets(window, profile).size(), 2); // too small, too near the rim
    QCOMPARE(test::crowdedTargets(window, profile).size(), 1);
    QCOMPARE(test::nameless(window).size(), 3); // the window, the nobody, the button without an id
    QCOMPARE(test::fixedPlaces(window), (QList<QRect>{QRect(), QRect(), QRect()}));
}

void LayoutTest::everyPairOfColours_isReadable_data()
{
    QTest::addColumn<int>("contrast");
    for (int contrast = 0; contrast < 4; ++contrast)
        QTest::addRow("%s", kContrasts[contrast]) << contrast;
}

void LayoutTest::everyPairOfColours_isReadable()
{
    QFETCH(int, contrast);
    for (const ui::ColourPair &pair : ui::colourPairs(ui::coloursFor(static_cast<Contrast>(contrast)))) {
        const double ratio = ui::contrastRatio(pair.front, pair.back);
        QVERIFY2(ratio >= pair.minimum, qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(pair.name)).arg(ratio)));
    }
}

} // namespace yz

QTEST_MAIN(yz::LayoutTest)
#include "tst_layout.moc"
