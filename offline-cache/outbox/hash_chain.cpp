// SPDX-License-Identifier: Apache-2.0
#include "outbox/hash_chain.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace yz::outbox {

QByteArray chainStart()
{
    return QByteArray(32, '\0');
}

QByteArray chained(const QByteArray &previous, const Uuid &order, std::uint64_t seq, const QByteArray &bodyDigest)
{
    const auto position = qToBigEndian(static_cast<quint64>(seq));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(previous);
    hash.addData(QByteArrayView(order.bytes.data(), static_cast<qsizetype>(order.bytes.size())));
    hash.addData(QByteArrayView(reinterpret_cast<const char *>(&position), sizeof position));
    hash.addData(bodyDigest);
    return hash.result();
}

} // namespace yz::outbox
