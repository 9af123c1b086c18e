// SPDX-License-Identifier: Apache-2.0
// The terminal's side of hub/contract/golden/signalling: what the hub says is understood, what the terminal says is
// what stands there.
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <callflow/signals.h>

using namespace yz;
using namespace yz::callflow;

namespace {

const QString kGolden = QStringLiteral(YIZHAN_SOURCE_DIR "/hub/contract/golden/signalling");

QJsonObject read(const QString &name)
{
    QFile file(kGolden + QLatin1Char('/') + name);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

void addRows(const QString &from)
{
    QTest::addColumn<QJsonObject>("message");
    for (const auto &name : QDir(kGolden).entryList({QStringLiteral("*.json")}, QDir::Files)) {
        const auto golden = read(name);
        if (golden[QStringLiteral("from")] == from && golden[QStringLiteral("reason")].isNull())
            QTest::newRow(qPrintable(name)) << golden[QStringLiteral("message")].toObject();
    }
}

QString textAt(const QJsonObject &from, const char *key)
{
    return from[QLatin1String(key)].toString();
}

Media media(const QJsonObject &from)
{
    const auto name = textAt(from, "media");
    return name == QLatin1String("video") ? Media::Video : name == QLatin1String("audio") ? Media::Audio : Media::Text;
}

ToHub built(const QJsonObject &from)
{
    const auto type = textAt(from, "type");
    if (type == QLatin1String("request")) {
        const auto order = Uuid::parse(textAt(from, "order").toStdString());
        return say::Request{media(from), textAt(from, "topic"), order ? std::optional(*order) : std::nullopt};
    }
    if (type == QLatin1String("offer"))
        return say::Offer{textAt(from, "sdp")};
    if (type == QLatin1String("cand"))
        return say::Candidate{textAt(from, "mid"), from[QLatin1String("index")].toInt(), textAt(from, "candidate")};
    if (type == QLatin1String("text"))
        return say::Text{textAt(from, "text")};
    if (type == QLatin1String("degrade"))
        return say::Degrade{media(from)};
    if (type == QLatin1String("bye"))
        return say::Bye{textAt(from, "reason").toLatin1()};
    return say::Ping{};
}

} // namespace

class TestSignals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatTheHubSays_isUnderstood_data() { addRows(QStringLiteral("hub-to-terminal")); }
    void whatTheHubSays_isUnderstood()
    {
        QFETCH(QJsonObject, message);
        const auto received = decode(QJsonDocument(message).toJson(QJsonDocument::Compact));
        QVERIFY2(received, received ? "" : received.error().detail.c_str());
        QCOMPARE(QString::fromStdString(received->call.toString()), textAt(message, "call"));
        QCOMPARE(received->session, message[QLatin1String("session")].toInt());
        if (const auto *bye = std::get_if<say::Bye>(&received->message))
            QCOMPARE(QString::fromLatin1(bye->reason), textAt(message, "reason"));
        if (const auto *hello = std::get_if<say::Hello>(&received->message))
            QCOMPARE(hello->ice.size(), static_cast<std::size_t>(message[QLatin1String("ice")].toArray().size()));
    }

    void whatTheTerminalSays_standsInTheContract_data() { addRows(QStringLiteral("terminal")); }
    void whatTheTerminalSays_standsInTheContract()
    {
        QFETCH(QJsonObject, message);
        message.remove(QStringLiteral("later")); // what others may add
        const auto call = Uuid::parse(textAt(message, "call").toStdString());
        QVERIFY(call);
        const auto frame = encode(*call, message[QLatin1String("session")].toInt(), built(message));
        QCOMPARE(QJsonDocument::fromJson(frame).object(), message);
    }
};

QTEST_GUILESS_MAIN(TestSignals)
#include "tst_signals.moc"
