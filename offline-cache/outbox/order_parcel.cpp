// SPDX-License-Identifier: Apache-2.0
#include "outbox/order_parcel.h"

#include <core/secret.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <sodium.h>

namespace yz::outbox {
namespace {

using namespace Qt::StringLiterals;

QString digestField(const QByteArray &digest)
{
    return u"sha-256=:"_s + QString::fromLatin1(digest.toBase64()) + u':';
}

QByteArray headOf(const QByteArray &terminal, const std::vector<Row> &rows)
{
    QJsonArray orders;
    for (const Row &row : rows)
        orders.append(QJsonObject{{u"order"_s, QString::fromStdString(row.order.toString())},
                                  {u"epoch"_s, QString::fromLatin1(row.epoch)},
                                  {u"seq"_s, static_cast<qint64>(row.seq)},
                                  {u"prev"_s, digestField(row.previous)},
                                  {u"slip"_s, QString::fromLatin1(row.number)},
                                  {u"bytes"_s, static_cast<qint64>(row.body.size())}});
    const QJsonObject head{{u"terminal"_s, QString::fromLatin1(terminal)}, {u"orders"_s, orders}};
    return QJsonDocument(head).toJson(QJsonDocument::Compact) + '\n';
}

void wipeAll(QByteArray &bytes)
{
    wipe({reinterpret_cast<std::byte *>(bytes.data()), static_cast<std::size_t>(bytes.size())});
}

} // namespace

Result<QByteArray> sealParcel(const QByteArray &terminal, const std::vector<Row> &rows, const QByteArray &hubKey)
{
    if (sodium_init() < 0)
        return {Fault::Internal, "export: the machine has no randomness"};
    if (hubKey.size() != crypto_box_PUBLICKEYBYTES)
        return {Fault::BadInput, "export: the hub's key must have 32 bytes"};
    QByteArray plain = headOf(terminal, rows);
    qsizetype whole = plain.size();
    for (const Row &row : rows)
        whole += row.body.size();
    plain.reserve(whole); // grown in place, it would leave copies behind
    for (const Row &row : rows)
        plain += row.body;
    QByteArray sealed(plain.size() + static_cast<qsizetype>(crypto_box_SEALBYTES), '\0');
    const int done = crypto_box_seal(
        reinterpret_cast<unsigned char *>(sealed.data()), reinterpret_cast<const unsigned char *>(plain.constData()),
        static_cast<unsigned long long>(plain.size()), reinterpret_cast<const unsigned char *>(hubKey.constData()));
    wipeAll(plain);
    if (done != 0)
        return {Fault::BadInput, "export: the hub's key is none"};
    return sealed;
}

} // namespace yz::outbox
