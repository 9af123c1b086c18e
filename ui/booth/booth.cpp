// SPDX-License-Identifier: Apache-2.0
// Any screen alone, with invented data, in any size and contrast.
#include "booth/caller.h"
#include "booth/few_colours.h"
#include "booth/samples.h"
#include "parts/moving_art.h"

#include <ui/input_engine.h>
#include <ui/shell.h>
#include <ui/tongue.h>

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QTextStream>

#include <algorithm>
#include <map>
#include <string_view>

namespace {

using namespace yz;

/** Stands in when the dictionary was not built: letters stay letters. */
class NoWords : public InputEngine
{
public:
    std::vector<Candidate> candidates(const QString &, int) const override { return {}; }
    QString divided(const QString &letters) const override { return letters; }
};

template <class T>
std::optional<T> chosen(const QString &given, const std::map<QString, T> &known)
{
    const auto at = known.find(given);
    return at == known.end() ? std::nullopt : std::optional(at->second);
}

std::optional<ScreenProfile> profileFrom(const QCommandLineParser &given)
{
    const std::map<QString, TextSize> sizes = {{QStringLiteral("standard"), TextSize::Standard},
                                               {QStringLiteral("large"), TextSize::Large},
                                               {QStringLiteral("larger"), TextSize::Larger},
                                               {QStringLiteral("elder"), TextSize::Elder}};
    const std::map<QString, Contrast> contrasts = {{QStringLiteral("standard"), Contrast::Standard},
                                                   {QStringLiteral("black-on-white"), Contrast::BlackOnWhite},
                                                   {QStringLiteral("white-on-black"), Contrast::WhiteOnBlack},
                                                   {QStringLiteral("yellow-on-black"), Contrast::YellowOnBlack}};
    const auto size = chosen(given.value(QStringLiteral("text")), sizes);
    const auto contrast = chosen(given.value(QStringLiteral("contrast")), contrasts);
    const QStringList pixels = given.value(QStringLiteral("size")).split(QLatin1Char('x'));
    const double mm = given.value(QStringLiteral("mm")).toDouble();
    if (!size || !contrast || pixels.size() != 2 || pixels[0].toInt() < 320 || pixels[1].toInt() < 320 || mm <= 0)
        return {};
    return ScreenProfile{{pixels[0].toInt(), pixels[1].toInt()}, mm, *size, *contrast};
}

bool grab(Shell &shell, const SampleScreen &sample, const QString &file, bool half)
{
    shell.show(sample.view);
    shell.show();
    QCoreApplication::processEvents();
    for (ui::MovingArt *art : shell.findChildren<ui::MovingArt *>())
        art->holdAt(0.5); // the same picture every time
    shell.showRemote(drawnCaller({640, 480}, QColor(0x12, 0x44, 0x8c)));
    shell.showPage(drawnPage({1280, 720}));
    shell.showSelf(drawnCaller({320, 240}, QColor(0x6b, 0x5b, 0x4b)));
    QImage picture = shell.grab().toImage();
    if (half)
        picture = picture.scaled(picture.size() / 2, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    return inFewColours(picture).save(file);
}

int grabThem(const ScreenProfile &profile, const InputEngine &input, const std::vector<SampleScreen> &wanted,
             const QString &to, bool half)
{
    const bool folder = wanted.size() > 1;
    if (folder && !QDir().mkpath(to))
        return 1;
    for (const SampleScreen &sample : wanted) {
        Shell shell(profile, input); // a new one each: no screen may lean on the one before
        const QString file = folder ? to + QLatin1Char('/') + sample.name + QStringLiteral(".png") : to;
        if (!grab(shell, sample, file, half)) {
            QTextStream(stderr) << "yizhan-booth: cannot write " << file << "\n";
            return 1;
        }
    }
    return 0;
}

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(QStringLiteral("Shows any screen of the kiosk alone, with invented data."));
    parser.addHelpOption();
    parser.addVersionOption();
    const auto add = [&](const char *name, const char *about, const char *value = nullptr,
                         const char *usual = nullptr) {
        parser.addOption({QLatin1String(name), QLatin1String(about), QLatin1String(value), QLatin1String(usual)});
    };
    add("list", "Names the screens.");
    add("screen", "Which screen, or 'all' with --grab.", "name", "home");
    add("size", "The glass in pixels.", "WxH", "1080x1920");
    add("mm", "Millimetres per pixel.", "mm", "0.248");
    add("text", "standard, large, larger or elder.", "size", "standard");
    add("contrast", "standard, black-on-white, white-on-black or yellow-on-black.", "contrast", "standard");
    add("language", "zh or en: the program's own words.", "language", "zh");
    add("dictionary", "Pinyin dictionary; without one the keyboard types letters.", "file");
    add("grab", "Writes a picture (a folder with --screen all) and ends.", "file");
    add("half", "The picture at half size.");
}

/** Answers and pictures need no screen: only showing one does. */
void needNoScreenToAnswer(int argc, char **argv)
{
    const auto isAnswered = [](std::string_view word) {
        return word == "--help" || word == "-h" || word == "--version" || word == "-v" || word == "--list" ||
               word == "--grab";
    };
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && std::any_of(argv, argv + argc, isAnswered))
        qputenv("QT_QPA_PLATFORM", "offscreen");
}

} // namespace

int main(int argc, char **argv)
{
    needNoScreenToAnswer(argc, argv);
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("yizhan-booth"));
    QApplication::setApplicationVersion(QStringLiteral(YIZHAN_VERSION));
    QApplication::setCursorFlashTime(0);
    QCommandLineParser parser;
    describe(parser);
    parser.process(app);

    std::vector<SampleScreen> wanted;
    for (const SampleScreen &sample : sampleScreens()) {
        if (parser.isSet(QStringLiteral("list")))
            QTextStream(stdout) << sample.name << "\t" << sample.about << "\n";
        const QString name = parser.value(QStringLiteral("screen"));
        if (name == sample.name || (name == QStringLiteral("all") && parser.isSet(QStringLiteral("grab"))))
            wanted.push_back(sample);
    }
    if (parser.isSet(QStringLiteral("list")))
        return 0;
    const auto profile = profileFrom(parser);
    const bool isEnglish = parser.value(QStringLiteral("language")) == QStringLiteral("en");
    Tongue tongue;
    tongue.use(isEnglish ? Language::English : Language::Chinese);
    for (SampleScreen &sample : wanted)
        sample.view.language = isEnglish ? Language::English : Language::Chinese;
    if (!profile || wanted.empty()) {
        QTextStream(stderr) << "yizhan-booth: no such screen, size, text or contrast; see --help and --list\n";
        return 2;
    }
    std::unique_ptr<InputEngine> words = std::make_unique<NoWords>();
    if (auto engine = openPinyinEngine(parser.value(QStringLiteral("dictionary"))))
        words = *std::move(engine);
    if (parser.isSet(QStringLiteral("grab")))
        return grabThem(*profile, *words, wanted, parser.value(QStringLiteral("grab")),
                        parser.isSet(QStringLiteral("half")));
    Shell shell(*profile, *words);
    shell.show(wanted.front().view);
    shell.show();
    return QApplication::exec();
}
