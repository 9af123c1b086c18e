// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>
#include <core/uuid.h>

#include <QByteArray>

#include <vector>

namespace yz {

class OrderStore;

/** A file that goes with an order, without its bytes. */
struct AttachmentNote
{
    QByteArray sha256; ///< 32 bytes
    QByteArray type;   ///< image/jpeg or application/pdf
    qint64 bytes = 0;
    int pages = 1;
    bool operator==(const AttachmentNote &) const = default;
};

/**
 * Documents on their way to the hub, in `secure.db` beside the orders they go with. Kept under the id of the order
 * before that order exists; from the moment the order is put they are promised, and go when the hub has them. What
 * belongs to no order goes with the visit, and at the latest when the store is next opened.
 * The OrderStore is one. Owner and thread: as OrderStore.
 * Errors: as OrderStore; BadInput (type, size, pages), StoreFull (20 for an order, 128 MiB in all; the ballast is not
 * given up for them), Conflict (what was promised stays as it is).
 * Personal data: the documents, encrypted at rest.
 */
class AttachmentStore
{
public:
    static constexpr qint64 kMostBytes = 12 * 1024 * 1024; ///< of one, by the hub's contract
    static constexpr int kMostOfAnOrder = 20;
    static constexpr qint64 kMostInAll = 128 * 1024 * 1024;

    /** The store's other side; nothing when it has none. */
    static AttachmentStore *of(OrderStore &store);
    virtual ~AttachmentStore() = default;

    /** Durable on return. The same bytes again are held once. */
    virtual Result<AttachmentNote> keep(const Uuid &order, const QByteArray &bytes, const QByteArray &type,
                                        int pages) = 0;
    /** In the order they were kept; those the hub has already are not among them. */
    virtual Result<std::vector<AttachmentNote>> attachments(const Uuid &order) = 0;
    virtual Result<QByteArray> attachment(const Uuid &order, const QByteArray &sha256) = 0;
    virtual Result<void> removeAttachment(const Uuid &order, const QByteArray &sha256) = 0;
    /** The visit ends without an order. Nothing is left in any page of the file. */
    virtual Result<void> discardAttachments(const Uuid &order) = 0;
};

} // namespace yz
