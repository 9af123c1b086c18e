// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cache/attachment_store.h"

#include <optional>

namespace yz::attachments {

/** One that the hub is to have. Personal data: the bytes. */
struct Waiting
{
    Uuid order;
    AttachmentNote note;
    QByteArray bytes;
};

/** The courier's side of the AttachmentStore. Owner: the store. Thread: the store's worker. */
class AttachmentFeed
{
public:
    virtual ~AttachmentFeed() = default;
    /** The oldest whose order the hub has acknowledged, `skip` of them left out. */
    virtual Result<std::optional<Waiting>> nextWaiting(int skip) = 0;
    /** The hub has it: here it goes, from every page. */
    virtual Result<void> markUploaded(const Uuid &order, const QByteArray &sha256) = 0;
};

} // namespace yz::attachments
