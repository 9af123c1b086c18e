// SPDX-License-Identifier: Apache-2.0
#include "sync/hub_inquirer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <utility>

namespace yz::sync {
namespace {

/** Somebody stands there and waits. */
constexpr Milliseconds kPatience = std::chrono::seconds(10);
constexpr int kMostEvents = 200;
constexpr int kMostCallbacks = 50;
constexpr int kLongestText = 8000;

Error mistaken(const char *what)
{
    return {Fault::HubMistaken, std::string("the hub's answer ") + what};
}

/** What can be shown of an answer that is none. */
Error refusal(const HttpAnswer &answer)
{
    // 400: a hub that cannot look a number up, and so does not know this order.
    if (answer.status == 404 || answer.status == 400)
        return {Fault::NotFound, "the hub knows no such order of this person"};
    if (answer.status == 401 || answer.status == 403)
        return {Fault::HubDenied, "the hub does not let this terminal ask"};
    return {Fault::HubUnreachable, "the hub answered " + std::to_string(answer.status)};
}

/** Members of one object, bounded; the first that does not fit spoils the whole. */
class Reader
{
public:
    explicit Reader(const QJsonValue &value) : m_object(value.toObject()), m_good(value.isObject()) {}

    QString text(const char *key, int most)
    {
        const auto value = m_object.value(QLatin1String(key));
        if (value.isNull() || value.isUndefined())
            return {};
        if (!value.isString() || value.toString().size() > most)
            m_good = false;
        return value.toString().left(most);
    }
    int count(const char *key, int most)
    {
        const auto value = m_object.value(QLatin1String(key));
        if (!value.isDouble() || value.toDouble() < 0 || value.toDouble() > most)
            m_good = false;
        return value.toInt();
    }
    std::optional<int> optionalCount(const char *key, int most)
    {
        const auto value = m_object.value(QLatin1String(key));
        if (value.isNull() || value.isUndefined())
            return {};
        return count(key, most);
    }
    QJsonArray list(const char *key, int most)
    {
        const auto list = m_object.value(QLatin1String(key)).toArray();
        if (list.size() > most)
            m_good = false;
        return list.size() > most ? QJsonArray() : list;
    }
    Uuid uuid(const QString &text)
    {
        const auto parsed = Uuid::parse(text.toStdString());
        m_good = m_good && parsed;
        return parsed ? *parsed : Uuid{};
    }
    QJsonValue value(const char *key) const { return m_object.value(QLatin1String(key)); }
    void expect(bool good) { m_good = m_good && good; }
    bool isGood() const { return m_good; }

private:
    QJsonObject m_object;
    bool m_good;
};

} // namespace

QByteArray progressBody(const ProgressQuestion &question)
{
    QJsonObject json;
    if (question.order)
        json.insert(QStringLiteral("order"), QString::fromStdString(question.order->toString()));
    else if (!question.number.isEmpty())
        json.insert(QStringLiteral("number"), question.number);
    if (!question.idNumber.isEmpty())
        json.insert(QStringLiteral("id_number"), question.idNumber);
    if (!question.digest.isEmpty())
        json.insert(QStringLiteral("digest"), QString::fromLatin1(digestField(question.digest)));
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

Result<ProgressAnswer> readProgress(const HttpAnswer &answer)
{
    if (answer.status != 200)
        return refusal(answer);
    const auto document = QJsonDocument::fromJson(answer.body);
    Reader top(document.isObject() ? QJsonValue(document.object()) : QJsonValue());
    ProgressAnswer progress;
    progress.order = top.uuid(top.text("order", 36));
    progress.number = top.text("number", 40);
    progress.service = top.text("service", 64);
    progress.state = top.text("state", 40).toLatin1();
    progress.receivedAt = top.text("received_at", 40);
    progress.dueAt = top.text("due_at", 40);
    if (top.value("responsible").isObject()) {
        Reader person(top.value("responsible"));
        progress.responsible = person.text("name", 60);
        progress.organisation = person.text("organisation", 120);
        top.expect(person.isGood());
    }
    for (const auto &item : top.list("events", kMostEvents)) {
        Reader event(item);
        progress.events.push_back({event.text("at", 40), event.text("kind", 40).toLatin1()});
        top.expect(event.isGood());
    }
    if (top.value("answer").isObject()) {
        Reader said(top.value("answer"));
        progress.answer = said.text("text", kLongestText);
        progress.answeredBy = said.text("by", 60);
        progress.answeredAt = said.text("at", 40);
        top.expect(said.isGood());
    }
    progress.rating = top.optionalCount("rating", 5);
    for (const auto &item : top.list("callbacks", kMostCallbacks))
        progress.callbacks.push_back(top.uuid(item.toString()));
    if (!top.isGood() || progress.state.isEmpty())
        return mistaken("about an order's progress breaks its schema");
    return progress;
}

Result<Duty> readDuty(const HttpAnswer &answer)
{
    constexpr int kMostPeople = 100'000;
    if (answer.status != 200)
        return refusal(answer);
    const auto document = QJsonDocument::fromJson(answer.body);
    Reader top(document.isObject() ? QJsonValue(document.object()) : QJsonValue());
    Duty duty{top.count("on_duty", kMostPeople), top.count("free", kMostPeople), top.count("waiting", kMostPeople),
              top.optionalCount("expected_wait_s", 24 * 3600)};
    if (!top.isGood())
        return mistaken("about who is on duty breaks its schema");
    return duty;
}

AskedOnce::AskedOnce(const Courier::Options &options, const QSslConfiguration &tls) : m_options(options), m_tls(tls)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (m_wire)
            m_wire->abort();
    });
}

void AskedOnce::ask(const std::function<void(HubWire &, HubWire::Done)> &ask, HubWire::Done done)
{
    end({Fault::Cancelled, "another question took its place"});
    m_done = std::move(done);
    // A wire of its own each time: what its buffers held goes with it.
    m_wire = std::make_unique<HubWire>(m_options.hub, m_options.terminal, m_tls);
    m_patience.start(kPatience);
    ask(*m_wire, [this, asked = ++m_asked](Result<HttpAnswer> answer) {
        if (asked == m_asked)
            end(std::move(answer));
    });
}

void AskedOnce::end(Result<HttpAnswer> answer)
{
    dropWire();
    if (const auto done = std::exchange(m_done, nullptr))
        done(std::move(answer));
}

void AskedOnce::forget()
{
    m_done = nullptr;
    dropWire();
}

void AskedOnce::dropWire()
{
    ++m_asked;
    m_patience.stop();
    if (m_wire)
        m_wire.release()->deleteLater(); // it may be the one that is speaking
}

HubInquirer::HubInquirer(const Courier::Options &options, const QSslConfiguration &tls)
    : m_progress(options, tls), m_duty(options, tls)
{
}

void HubInquirer::askProgress(const ProgressQuestion &question, ProgressDone done)
{
    m_progress.ask(
        [body = progressBody(question)](HubWire &wire, HubWire::Done answered) {
            wire.post(QStringLiteral("/progress"), body, std::move(answered));
        },
        [done = std::move(done)](const Result<HttpAnswer> &answer) {
            done(answer ? readProgress(*answer) : Result<ProgressAnswer>(answer.error()));
        });
}

void HubInquirer::askDuty(DutyDone done)
{
    m_duty.ask([](HubWire &wire, HubWire::Done answered) { wire.get(QStringLiteral("/duty"), std::move(answered)); },
               [done = std::move(done)](const Result<HttpAnswer> &answer) {
                   done(answer ? readDuty(*answer) : Result<Duty>(answer.error()));
               });
}

void HubInquirer::forget()
{
    m_progress.forget();
    m_duty.forget();
}

} // namespace yz::sync

namespace yz {

Result<std::unique_ptr<Inquirer>> Inquirer::create(const Courier::Options &options)
{
    auto tls = sync::tlsFor(options);
    if (!tls)
        return tls.error();
    return std::unique_ptr<Inquirer>(std::make_unique<sync::HubInquirer>(options, *tls));
}

} // namespace yz
