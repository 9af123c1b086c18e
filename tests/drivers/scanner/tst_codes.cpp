// SPDX-License-Identifier: Apache-2.0
// Codes there and back: on paper, on a telephone at night, turned, small, and in pictures that are none.
#include <camera/fake_camera.h>

#include <QGuiApplication>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include <fakes/manual_clock.h>
#include <scanner/code_reader.h>
#include <scanner/code_writer.h>

using namespace yz;
using namespace std::chrono_literals;

namespace {

const QByteArray kSlip("YZ1:HRB07-261123-0042-K:4cQ8nB1rT0yW2uE5");
constexpr int kSoon = 10'000;

QImage before(const QImage &code, double turn = 0)
{
    QImage picture(1280, 720, QImage::Format_RGB32);
    picture.fill(QColor(120, 118, 112));
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.translate(640, 360);
    painter.rotate(turn);
    painter.drawImage(-code.width() / 2, -code.height() / 2, code);
    return picture;
}

QImage written(const QByteArray &content, int module)
{
    return CodeMatrix::of(content)->picture(module);
}

QByteArray firstIn(const QImage &picture)
{
    const auto found = codesIn(picture);
    return found && !found->empty() ? found->front() : QByteArray();
}

} // namespace

class CodesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWeWrite_weRead()
    {
        QCOMPARE(firstIn(before(written(kSlip, 4))), kSlip);
        QCOMPARE(firstIn(before(written(QByteArray("回执：法律援助"), 4))), QByteArray("回执：法律援助"));
    }

    void aTelephoneAtNight_isRead()
    {
        auto code = written(kSlip, 6);
        code.invertPixels();
        QCOMPARE(firstIn(before(code)), kSlip);
    }

    void aSlipHeldAslant_isRead()
    {
        for (const int turn : {17, 45, 90, 133, 180, 251})
            QCOMPARE(firstIn(before(written(kSlip, 5), turn)), kSlip);
    }

    void severalCodes_areAllRead_andNoneIsNone()
    {
        QImage both(1280, 720, QImage::Format_RGB32);
        both.fill(Qt::white);
        QPainter painter(&both);
        painter.drawImage(60, 120, written("YZ1:ONE", 6));
        painter.drawImage(760, 300, written("YZ1:TWO", 6));
        painter.end();
        auto found = codesIn(both);
        QVERIFY(found);
        std::sort(found->begin(), found->end());
        QCOMPARE(*found, (std::vector<QByteArray>{"YZ1:ONE", "YZ1:TWO"}));
        const auto none = codesIn(before(QImage(200, 200, QImage::Format_RGB32)));
        QVERIFY(none && none->empty());
    }

    void picturesThatAreNone_areRefused()
    {
        QVERIFY(codesIn({}).failedWith(Fault::BadInput));
        QVERIFY(codesIn(QImage(8000, 6000, QImage::Format_Mono)).failedWith(Fault::BadInput));
        QImage point(1, 1, QImage::Format_RGB32);
        point.fill(Qt::black);
        const auto found = codesIn(point);
        QVERIFY(found && found->empty());
    }

    void whatNoCodeHolds_isRefused()
    {
        QVERIFY(CodeMatrix::of({}).failedWith(Fault::BadInput));
        QVERIFY(CodeMatrix::of(QByteArray(2331, 'x')));
        QVERIFY(CodeMatrix::of(QByteArray(2332, 'x')).failedWith(Fault::BadInput));
    }

    void zeroBytes_areContentLikeAnyOther()
    {
        const QByteArray content("YZ\0\xFF\x01", 5);
        QCOMPARE(firstIn(before(written(content, 6))), content);
    }

    void aReader_saysACodeOnce_andAgainWhenItComesBack()
    {
        FakeCamera camera(m_clock);
        const auto reader = makeCameraCodeReader(camera);
        QSignalSpy reads(reader.get(), &CodeReader::read);
        QVERIFY(camera.status().state == CameraState::Off);
        camera.show(before(written(kSlip, 5)));
        reader->start();
        QVERIFY(reads.wait(kSoon));
        QCOMPARE(reads.at(0).at(0).toByteArray(), kSlip);
        m_clock.advance(1s);
        camera.show(before(written(kSlip, 5)));
        m_clock.advance(1s);
        camera.show(before(written("YZ1:OTHER", 5))); // the one before was looked at by then, or lost
        QTRY_COMPARE(reads.size(), 2);
        QCOMPARE(reads.at(1).at(0).toByteArray(), QByteArray("YZ1:OTHER"));
        m_clock.advance(3s);
        camera.show(before(written("YZ1:OTHER", 5)));
        QTRY_COMPARE(reads.size(), 3);
        reader->stop();
        QVERIFY(camera.status().state == CameraState::Off);
    }

    void thePuppet_readsWhileItLooks()
    {
        FakeCodeReader reader;
        QSignalSpy reads(&reader, &CodeReader::read);
        const auto content = parseCodeLine("code YZ1:TEST with blanks");
        QVERIFY(content);
        QVERIFY(!reader.show(*content));
        reader.start();
        QVERIFY(reader.show(*content));
        QCOMPARE(reads.at(0).at(0).toByteArray(), QByteArray("YZ1:TEST with blanks"));
        QVERIFY(parseCodeLine("code ").failedWith(Fault::BadInput));
        QVERIFY(parseCodeLine("cod").failedWith(Fault::BadInput));
    }

private:
    ManualClock m_clock;
};

QTEST_MAIN(CodesTest)
#include "tst_codes.moc"
