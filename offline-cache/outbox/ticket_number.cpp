// SPDX-License-Identifier: Apache-2.0
#include "outbox/ticket_number.h"

#include "cache/ticket_number.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QTimeZone>

#include <string_view>

namespace yz::outbox {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr qsizetype kLongestTerminal = 16;
constexpr int kShortDigits = 10;

QByteArray shortened(const QByteArray &terminal)
{
    if (terminal.size() <= kLongestTerminal)
        return terminal;
    const QByteArray digest = QCryptographicHash::hash(terminal, QCryptographicHash::Sha256);
    std::uint64_t bits = 0;
    for (int i = 0; i < 8; ++i)
        bits = bits << 8 | static_cast<std::uint8_t>(digest[i]);
    QByteArray text;
    for (int i = 0; i < kShortDigits; ++i)
        text += kCrockford[bits >> (59 - 5 * i) & 31];
    return text;
}

/** ISO/IEC 7064 MOD 37,36, hybrid system: `product` runs through the characters. */
char checkCharacter(const QByteArray &text)
{
    std::size_t product = 36;
    for (const char c : text.toUpper()) {
        const auto value = kAlphabet.find(c);
        if (value == std::string_view::npos)
            continue; // separators are not counted
        product = (product + value) % 36;
        product = (product == 0 ? 36 : product) * 2 % 37;
    }
    return kAlphabet[(37 - product) % 36];
}

} // namespace

QString ticketNumber(const QByteArray &terminal, WallTime now, std::uint64_t serial)
{
    const auto when = QDateTime::fromMSecsSinceEpoch(now.time_since_epoch().count(), QTimeZone(8 * 3600));
    QByteArray text = shortened(terminal) + '-' + when.toString(QStringLiteral("yyMMdd")).toLatin1() + '-' +
                      QByteArray::number(static_cast<qulonglong>(serial)).rightJustified(4, '0') + '-';
    text += checkCharacter(text);
    return QString::fromLatin1(text);
}

bool ticketNumberHolds(const QString &number)
{
    const QByteArray text = number.toLatin1();
    return text.size() > 2 && checkCharacter(text.chopped(1)) == text.right(1).toUpper().front();
}

} // namespace yz::outbox

namespace yz {

QString plainTicketNumber(const QString &text)
{
    QString plain;
    for (const QChar c : text.toUpper()) {
        if ((c >= QLatin1Char('0') && c <= QLatin1Char('9')) || (c >= QLatin1Char('A') && c <= QLatin1Char('Z')))
            plain += c;
    }
    return plain;
}

bool isTicketNumber(const QString &text)
{
    constexpr qsizetype kShortest = 12; // one character of terminal, six of date, four of serial, the check
    const QString plain = plainTicketNumber(text);
    return plain.size() >= kShortest && plain.size() <= 40 && outbox::ticketNumberHolds(plain);
}

} // namespace yz
