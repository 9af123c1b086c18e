// SPDX-License-Identifier: Apache-2.0
// A few screens as they were approved by eye. After a wanted change: YIZHAN_BLESS=1 ctest -R tst_ui_pictures,
// then look at what git says has changed.
#include "booth/caller.h"
#include "booth/few_colours.h"
#include "booth/samples.h"
#include "parts/moving_art.h"
#include "silent_words.h"

#include <ui/shell.h>

#include <QApplication>
#include <QDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace yz {

class PicturesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyPicture_isAsItWasApproved_data();
    void everyPicture_isAsItWasApproved();

private:
    test::SilentWords m_words;
};

namespace {

constexpr int kChannel = 8;       ///< what antialiasing may differ by
constexpr double kShare = 0.0005; ///< of the pixels

QImage picture(const ScreenView &view, const ScreenProfile &profile, const InputEngine &words)
{
    Shell shell(profile, words);
    shell.show(view);
    shell.show();
    QCoreApplication::processEvents();
    for (ui::MovingArt *art : shell.findChildren<ui::MovingArt *>())
        art->holdAt(0.5);
    shell.showRemote(drawnCaller({640, 480}, QColor(0x12, 0x44, 0x8c)));
    shell.showPage(drawnPage({1280, 720}));
    shell.showSelf(drawnCaller({320, 240}, QColor(0x6b, 0x5b, 0x4b)));
    const QImage whole = shell.grab().toImage();
    return inFewColours(whole.scaled(whole.size() / 2, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
}

/** How many pixels differ by more than antialiasing does; all of them when the sizes differ. */
double differing(const QImage &a, const QImage &b)
{
    if (a.size() != b.size())
        return 1;
    qint64 count = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y);
            const QRgb q = b.pixel(x, y);
            const int most =
                std::max({std::abs(qRed(p) - qRed(q)), std::abs(qGreen(p) - qGreen(q)), std::abs(qBlue(p) - qBlue(q))});
            count += most > kChannel ? 1 : 0;
        }
    return static_cast<double>(count) / (static_cast<double>(a.width()) * a.height());
}

} // namespace

void PicturesTest::everyPicture_isAsItWasApproved_data()
{
    QTest::addColumn<QString>("sample");
    QTest::addColumn<bool>("portrait");
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("contrast");
    const auto add = [](const char *sample, bool portrait, TextSize size, Contrast contrast, const char *name) {
        QTest::addRow("%s", name) << QString::fromLatin1(sample) << portrait << static_cast<int>(size)
                                  << static_cast<int>(contrast);
    };
    using S = TextSize;
    using C = Contrast;
    add("home", true, S::Standard, C::Standard, "home-portrait");
    add("home", false, S::Standard, C::Standard, "home-landscape");
    add("home", true, S::Elder, C::YellowOnBlack, "home-portrait-elder-yellow");
    add("card-waiting", true, S::Standard, C::Standard, "card-portrait");
    add("identity-elder-offer", false, S::Large, C::Standard, "identity-landscape-large");
    add("form-choice", true, S::Elder, C::Standard, "choice-portrait-elder");
    add("form-choices", false, S::Standard, C::WhiteOnBlack, "choices-landscape-white-on-black");
    add("form-statement", true, S::Larger, C::BlackOnWhite, "statement-portrait-larger-black-on-white");
    add("check", false, S::Standard, C::Standard, "check-landscape");
    add("result-failed", true, S::Standard, C::Standard, "result-portrait");
    add("result-confirmed", false, S::Elder, C::Standard, "result-landscape-elder");
    add("ticket-number", true, S::Standard, C::Standard, "ticket-portrait");
    add("progress-answered", true, S::Elder, C::Standard, "progress-portrait-elder");
    add("call-consent", true, S::Standard, C::Standard, "consent-portrait");
    add("call-unstable", false, S::Elder, C::Standard, "call-landscape-elder");
    add("list", true, S::Standard, C::Standard, "list-portrait");
    add("detail", false, S::Elder, C::Standard, "detail-landscape-elder");
    add("choose", true, S::Larger, C::WhiteOnBlack, "choose-portrait-larger-white-on-black");
    add("laws-found", true, S::Elder, C::BlackOnWhite, "laws-portrait-elder-black-on-white");
    add("article-old", false, S::Standard, C::YellowOnBlack, "article-landscape-yellow");
    add("cover-idle", true, S::Standard, C::Standard, "idle-portrait");
}

void PicturesTest::everyPicture_isAsItWasApproved()
{
    QFETCH(QString, sample);
    QFETCH(bool, portrait);
    QFETCH(int, size);
    QFETCH(int, contrast);
    QApplication::setCursorFlashTime(0);
    const auto samples = sampleScreens();
    const auto at =
        std::find_if(samples.begin(), samples.end(), [&](const SampleScreen &s) { return s.name == sample; });
    QVERIFY(at != samples.end());
    const QImage now =
        picture(at->view, test::glass(portrait, static_cast<TextSize>(size), static_cast<Contrast>(contrast)), m_words);
    const QString name = QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral(".png");
    const QString approved = QStringLiteral(YIZHAN_SOURCE_DIR "/tests/ui/pictures/") + name;
    if (qEnvironmentVariableIsSet("YIZHAN_BLESS")) {
        QVERIFY(now.save(approved));
        return;
    }
    const QImage then(approved);
    QVERIFY2(!then.isNull(), qPrintable(approved));
    const double share = differing(now, then);
    if (share > kShare) {
        const QString folder = QStringLiteral(YIZHAN_BUILD_DIR "/pictures");
        QDir().mkpath(folder);
        now.save(folder + QLatin1Char('/') + name);
        QFAIL(
            qPrintable(QStringLiteral("%1 % of the pixels differ: compare %2/%3").arg(share * 100).arg(folder, name)));
    }
}

} // namespace yz

QTEST_MAIN(yz::PicturesTest)
#include "tst_pictures.moc"
