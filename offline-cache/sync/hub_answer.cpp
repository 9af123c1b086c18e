// SPDX-License-Identifier: Apache-2.0
#include "sync/hub_answer.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

#include <sodium.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace yz::sync {
namespace {

using Does = Verdict::Does;

constexpr std::string_view kReceiptDomain = "yizhan-receipt-v1\n";
constexpr Milliseconds kLongestRetryAfter = std::chrono::hours(1);
constexpr qsizetype kLongestWord = 64;
constexpr qsizetype kLongestPayload = 3072;
constexpr double kLargestSeq = 9007199254740991.0;

/** The hub's codes and reasons are words of this alphabet: safe to log and store. */
bool isWord(const QByteArray &text)
{
    return !text.isEmpty() && text.size() <= kLongestWord && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

Error errorOf(Fault fault, int status, const QByteArray &word = {})
{
    std::string detail = "the hub answered " + std::to_string(status);
    if (!word.isEmpty())
        detail += " " + word.toStdString();
    return {fault, detail};
}

QByteArray textIn(const QJsonObject &object, QLatin1String member)
{
    const auto value = object.value(member);
    return value.isString() ? value.toString().toUtf8() : QByteArray();
}

/** A whole number from 1 that JSON can carry exactly; 0 otherwise. */
std::uint64_t positionIn(const QJsonObject &object, QLatin1String member)
{
    const double value = object.value(member).toDouble(0);
    const bool whole =
        value >= 1 && value <= kLargestSeq && value == static_cast<double>(static_cast<std::uint64_t>(value));
    return whole ? static_cast<std::uint64_t>(value) : 0;
}

std::optional<QJsonObject> objectOf(const QByteArray &json)
{
    QJsonParseError trouble{};
    const auto document = QJsonDocument::fromJson(json, &trouble);
    if (trouble.error != QJsonParseError::NoError || !document.isObject())
        return {};
    return document.object();
}

std::optional<QByteArray> strictBase64(const QByteArray &text)
{
    const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    // One text, one meaning: bits that the padding leaves over must be zero.
    if (!decoded || (*decoded).toBase64() != text)
        return {};
    return *decoded;
}

std::optional<Milliseconds> retryAfterOf(const QByteArray &field)
{
    const QByteArray text = field.trimmed();
    // The other form, a date, would need a clock both sides agree on.
    if (text.isEmpty() || text.size() > 18 ||
        !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return {};
    return std::min<Milliseconds>(kLongestRetryAfter, std::chrono::seconds(text.toLongLong()));
}

Verdict backOff(const HttpAnswer &answer, Error error)
{
    return {.does = Does::BackOff, .error = std::move(error), .retryAfter = retryAfterOf(answer.retryAfter)};
}

/** Fault::DataForged when it is a receipt, but not of our hub or not of this order. */
std::optional<Error> receiptTrouble(const HttpAnswer &answer, const Sent &sent)
{
    const auto receipt = objectOf(answer.body);
    const auto payload = receipt ? strictBase64(textIn(*receipt, QLatin1String("payload"))) : std::nullopt;
    const auto signature = receipt ? strictBase64(textIn(*receipt, QLatin1String("sig"))) : std::nullopt;
    if (!payload || !signature || payload->isEmpty() || payload->size() > kLongestPayload)
        return errorOf(Fault::HubUnreachable, answer.status, "without-a-receipt");
    QByteArray signedBytes(kReceiptDomain.data(), static_cast<qsizetype>(kReceiptDomain.size()));
    signedBytes += *payload;
    const bool holds =
        signature->size() == crypto_sign_BYTES && sent.receiptKey.size() == crypto_sign_PUBLICKEYBYTES &&
        crypto_sign_verify_detached(reinterpret_cast<const unsigned char *>(signature->constData()),
                                    reinterpret_cast<const unsigned char *>(signedBytes.constData()),
                                    static_cast<unsigned long long>(signedBytes.size()),
                                    reinterpret_cast<const unsigned char *>(sent.receiptKey.constData())) == 0;
    if (!holds)
        return errorOf(Fault::DataForged, answer.status, "with-a-receipt-not-signed-by-the-hub");
    const auto said = objectOf(*payload);
    const bool ours = said &&
                      textIn(*said, QLatin1String("order")) == QByteArray::fromStdString(sent.order.toString()) &&
                      textIn(*said, QLatin1String("terminal")) == sent.terminal &&
                      textIn(*said, QLatin1String("digest")) == digestField(sent.digest);
    if (!ours)
        return errorOf(Fault::DataForged, answer.status, "with-a-receipt-of-another-order");
    // 200 repeats the first receipt: it names the place the order had then, perhaps in an earlier epoch.
    const bool here =
        textIn(*said, QLatin1String("epoch")) == sent.epoch && positionIn(*said, QLatin1String("seq")) == sent.seq;
    if (answer.status == 201 && !here)
        return errorOf(Fault::DataForged, answer.status, "with-a-receipt-for-another-place");
    return {};
}

struct Problem
{
    QByteArray code;
    QByteArray reason;
    std::uint64_t expected = 0;
};

/** RFC 9457 as in the contract; nothing when the body is no such problem. */
std::optional<Problem> problemOf(const HttpAnswer &answer)
{
    const auto object = objectOf(answer.body);
    if (!object || object->value(QLatin1String("status")).toInt() != answer.status ||
        !object->value(QLatin1String("title")).isString() || !object->value(QLatin1String("retry")).isString())
        return {};
    Problem problem{textIn(*object, QLatin1String("code")), textIn(*object, QLatin1String("reason")),
                    positionIn(*object, QLatin1String("expected"))};
    if (!isWord(problem.code) || (!problem.reason.isEmpty() && !isWord(problem.reason)))
        return {};
    return problem;
}

Verdict reject(const HttpAnswer &answer, const Problem &problem, outbox::Position position)
{
    const QByteArray reason = problem.reason.isEmpty() ? problem.code : problem.reason;
    return {.does = Does::Reject,
            .error = errorOf(Fault::HubRefused, answer.status, problem.code + '-' + reason),
            .position = position,
            .reason = reason};
}

/** The answers that change something for good: only by a problem of the contract's own form. */
std::optional<Verdict> judgeProblem(const HttpAnswer &answer)
{
    const auto problem = problemOf(answer);
    if (!problem)
        return {};
    const QByteArray &code = problem->code;
    const auto is = [&](int status, std::string_view wanted) {
        return answer.status == status &&
               std::string_view(code.constData(), static_cast<std::size_t>(code.size())) == wanted;
    };
    if (is(409, "seq-gap") && problem->expected > 0)
        return Verdict{
            .does = Does::Resync, .error = errorOf(Fault::SequenceGap, 409, code), .expected = problem->expected};
    if (is(409, "seq-fork"))
        return Verdict{.does = Does::Fork, .error = errorOf(Fault::SequenceFork, 409, code)};
    if (is(422, "rejected") && !problem->reason.isEmpty())
        return reject(answer, *problem, outbox::Position::Taken);
    if (is(422, "id-reused") || is(400, "malformed") || is(400, "digest-mismatch") || is(413, "too-large") ||
        is(415, "unsupported-media-type"))
        return reject(answer, *problem, outbox::Position::Open);
    return {};
}

Verdict judgeRest(const HttpAnswer &answer)
{
    const auto problem = problemOf(answer);
    const QByteArray word = problem ? problem->code : QByteArray();
    switch (answer.status) {
    case 401:
    case 403:
        return {.does = Does::Pause, .error = errorOf(Fault::HubDenied, answer.status, word)};
    case 404:
    case 405:
        return {.does = Does::Pause, .error = errorOf(Fault::HubMistaken, answer.status, word)};
    default:
        return backOff(answer, errorOf(Fault::HubUnreachable, answer.status, word));
    }
}

} // namespace

QByteArray digestField(const QByteArray &digest)
{
    return "sha-256=:" + digest.toBase64() + ':';
}

Verdict judgeOrder(const HttpAnswer &answer, const Sent &sent)
{
    if (answer.status == 200 || answer.status == 201) {
        if (auto trouble = receiptTrouble(answer, sent))
            return backOff(answer, std::move(*trouble));
        return {.does = Does::Ack};
    }
    if (auto verdict = judgeProblem(answer))
        return *verdict;
    return judgeRest(answer);
}

StateVerdict judgeState(const HttpAnswer &answer)
{
    if (answer.status != 200)
        return {{}, judgeRest(answer)};
    const auto malformed = [&] {
        return StateVerdict{{}, backOff(answer, errorOf(Fault::HubUnreachable, 200, "without-a-state"))};
    };
    const auto object = objectOf(answer.body);
    if (!object || !object->value(QLatin1String("epoch")).isString())
        return malformed();
    outbox::HubStanding standing{
        textIn(*object, QLatin1String("epoch")), positionIn(*object, QLatin1String("next_seq")), {}};
    const QByteArray hash = textIn(*object, QLatin1String("last_hash"));
    const auto raw =
        hash.startsWith("sha-256=:") && hash.endsWith(':') ? strictBase64(hash.sliced(9).chopped(1)) : std::nullopt;
    const bool named = standing.epoch.isEmpty() ||
                       Uuid::parse({standing.epoch.constData(), static_cast<std::size_t>(standing.epoch.size())});
    if (!raw || raw->size() != 32 || standing.nextSeq == 0 || !named)
        return malformed();
    standing.lastHash = *raw;
    return {standing, {}};
}

namespace {

PieceVerdict goOnFrom(const HttpAnswer &answer, qint64 length)
{
    bool isNumber = false;
    const qint64 offset = answer.uploadOffset.toLongLong(&isNumber);
    if (!isNumber || offset < 0 || offset > length)
        return {.otherwise = backOff(answer, errorOf(Fault::HubMistaken, answer.status, "without-an-offset"))};
    return {PieceVerdict::Does::GoOn, offset, {}, {}};
}

} // namespace

PieceVerdict judgeUpload(const HttpAnswer &answer, qint64 length)
{
    if (answer.status == 200)
        return goOnFrom(answer, length);
    if (answer.status == 404)
        return {PieceVerdict::Does::GoOn, 0, {}, {}};
    return {.otherwise = judgeRest(answer)};
}

PieceVerdict judgePiece(const HttpAnswer &answer, qint64 length)
{
    if (answer.status == 204 || answer.status == 409)
        return goOnFrom(answer, length);
    if (answer.status == 400 || answer.status == 413 || answer.status == 415 || answer.status == 422)
        return {PieceVerdict::Does::Refuse, 0, errorOf(Fault::HubMistaken, answer.status, "document"), {}};
    return {.otherwise = judgeRest(answer)};
}

} // namespace yz::sync
