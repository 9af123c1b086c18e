// SPDX-License-Identifier: Apache-2.0
// What a key costs: the engine, the opening of its dictionary, and the widget from touch to paint.
#include "../figure.h"

#include <ui/input_engine.h>
#include <ui/keyboard.h>

#include <QAbstractButton>
#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMouseEvent>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace yz;

namespace {

using bench::figure;

constexpr int kRuns = 400;

std::vector<double> timed(int runs, const std::function<void(int)> &work)
{
    std::vector<double> micros;
    QElapsedTimer timer;
    for (int i = 0; i < runs; ++i) {
        timer.start();
        work(i);
        micros.push_back(static_cast<double>(timer.nsecsElapsed()) / 1000);
    }
    std::sort(micros.begin(), micros.end());
    return micros;
}

double at(const std::vector<double> &sorted, double share)
{
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

/** Every beginning of every input of the tuning list, as a typing citizen makes them. */
QStringList keystrokes()
{
    QStringList result;
    QFile file(QStringLiteral(YIZHAN_SOURCE_DIR "/tests/ui/keyboard/tuned.tsv"));
    if (!file.open(QIODevice::ReadOnly))
        return result;
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)) {
        const QString letters = line.section(u'\t', 0, 0);
        for (qsizetype i = 1; !line.startsWith(u'#') && i <= letters.size(); ++i)
            result.append(letters.left(i));
    }
    return result;
}

void benchEngine(QJsonArray &figures, const QString &blob)
{
    const QString target = QStringLiteral("target");
    const auto opening = timed(kRuns, [&](int) { (void)openPinyinEngine(blob); });
    // The floor of opening: the same file mapped and each of its bytes looked at once.
    const auto reading = timed(kRuns, [&](int) {
        QFile file(blob);
        if (!file.open(QIODevice::ReadOnly))
            return;
        const qint64 size = file.size();
        const uchar *bytes = file.map(0, size);
        volatile uchar sum = 0;
        for (qint64 i = 0; bytes != nullptr && i < size; i += 64)
            sum = static_cast<uchar>(sum + bytes[i]);
    });
    figures.append(figure(QStringLiteral("open dictionary, median"), at(opening, 0.5) / 1000, QStringLiteral("ms"),
                          target, 1.0, kRuns));
    figures.append(figure(QStringLiteral("open dictionary, over mapping and touching it"), at(opening, 0.5) / 1000,
                          QStringLiteral("ms"), QStringLiteral("mmap and touch every line"), at(reading, 0.5) / 1000,
                          kRuns));
    const auto engine = openPinyinEngine(blob);
    const QStringList keys = keystrokes();
    if (!engine || keys.isEmpty())
        return;
    const int runs = static_cast<int>(keys.size()) * 10;
    const auto key = timed(runs, [&](int i) { (void)(*engine)->candidates(keys.at(i % keys.size()), 80); });
    figures.append(figure(QStringLiteral("pinyin key, median"), at(key, 0.5), QStringLiteral("us"), target, 50, runs));
    figures.append(figure(QStringLiteral("pinyin key, p95"), at(key, 0.95), QStringLiteral("us"), target, 500, runs));
    figures.append(figure(QStringLiteral("pinyin key, p99"), at(key, 0.99), QStringLiteral("us"), target, 1000, runs));
    const QString worst(40, u's');
    const auto stall = timed(50, [&](int) { (void)(*engine)->candidates(worst, 80); });
    figures.append(figure(QStringLiteral("forty consonants, median"), at(stall, 0.5) / 1000, QStringLiteral("ms"),
                          QStringLiteral("one frame"), 16.7, 50));
}

void send(QWidget *to, QEvent::Type type)
{
    const QPointF middle = QRectF(to->rect()).center();
    QMouseEvent event(type, middle, to->mapToGlobal(middle), Qt::LeftButton,
                      type == QEvent::MouseButtonPress ? Qt::LeftButton : Qt::NoButton, Qt::NoModifier);
    QCoreApplication::sendEvent(to, &event);
}

void benchWidget(QJsonArray &figures, const QString &blob)
{
    const auto engine = openPinyinEngine(blob);
    if (!engine)
        return;
    QWidget window;
    window.resize(1080, 1000);
    QLineEdit field(&window);
    field.setGeometry(20, 20, 1000, 60);
    Keyboard keyboard(engine->get(), ScreenProfile{}, &window);
    keyboard.setGeometry(0, 400, 1080, 593);
    keyboard.attach(&field);
    window.show();
    QCoreApplication::processEvents();
    const QString word = QStringLiteral("falvyuanzhu");
    const auto down = timed(kRuns, [&](int i) { // the key is repainted within the press
        auto *key = keyboard.findChild<QAbstractButton *>(QStringLiteral("key.") + word.at(i % word.size()));
        send(key, QEvent::MouseButtonPress);
        key->setDown(false);
    });
    figures.append(figure(QStringLiteral("touch to pressed key painted, p99"), at(down, 0.99) / 1000,
                          QStringLiteral("ms"), QStringLiteral("target"), 50, kRuns));
    const auto tap = timed(kRuns, [&](int i) { // press, release, candidates, all repainted
        if (i % word.size() == 0)
            keyboard.attach(&field);
        auto *key = keyboard.findChild<QAbstractButton *>(QStringLiteral("key.") + word.at(i % word.size()));
        send(key, QEvent::MouseButtonPress);
        send(key, QEvent::MouseButtonRelease);
        QCoreApplication::processEvents();
    });
    figures.append(figure(QStringLiteral("tap to candidates painted, p99"), at(tap, 0.99) / 1000, QStringLiteral("ms"),
                          QStringLiteral("one frame"), 16.7, kRuns));
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption out(QStringLiteral("out"), QStringLiteral("Where the figures go."), QStringLiteral("file"),
                                 QStringLiteral(YIZHAN_BUILD_DIR "/../bench/keyboard.json"));
    parser.addOption(out);
    parser.addHelpOption();
    parser.process(app);
    const QString blob = QStringLiteral(YIZHAN_BUILD_DIR "/pinyin.blob");
    QJsonArray figures;
    benchEngine(figures, blob);
    benchWidget(figures, blob);
    QFile file(parser.value(out));
    const QByteArray json = QJsonDocument(figures).toJson();
    if (figures.size() < 8 || !file.open(QIODevice::WriteOnly) || file.write(json) != json.size()) {
        std::fprintf(stderr, "bench_keyboard: the figures could not be taken or written\n");
        return 1;
    }
    return 0;
}
