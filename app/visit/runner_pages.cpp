// SPDX-License-Identifier: Apache-2.0
// Pages before the document camera, and their way into the store.
#include "visit/runner.h"

#include <cache/attachment_store.h>

#include <scanner/scanned_document.h>

namespace yz {
namespace {

using namespace std::chrono_literals;

/** A hand that still moves is waited for. */
constexpr Milliseconds kTakePatience = 4s;

/** On the store's worker: compressing takes as long as writing. */
Result<Attachment> keep(AttachmentStore &store, const Uuid &order, const ScannedPage &page)
{
    ScannedDocument document;
    if (auto appended = document.append(page); !appended)
        return appended.error();
    const auto file = document.jpeg(0);
    if (!file)
        return file.error();
    const auto note = store.keep(order, file->bytes, file->type, file->pages);
    if (!note)
        return note.error();
    return Attachment{note->sha256, note->type, note->bytes, note->pages};
}

} // namespace

void Runner::watchScanner()
{
    auto *scanner = m_rooms.scanner;
    m_state.canScan = scanner != nullptr && AttachmentStore::of(m_rooms.store) != nullptr;
    if (!m_state.canScan)
        return;
    if (m_rooms.codes != nullptr)
        connect(m_rooms.codes, &CodeReader::read, this,
                [this](const QByteArray &content) { happen(CodeRead{content}); });
    connect(scanner, &DocumentScanner::sighted, this, [this](const PageSight &sight) { happen(PageSighted{sight}); });
    connect(scanner, &DocumentScanner::taken, this, [this](TakeRequestId request, const TakeAnswer &answer) {
        const auto asked = m_taking.find(request);
        if (asked == m_taking.end())
            return;
        const auto visit = asked->second;
        m_taking.erase(asked);
        happen(PageTaken{visit, answer});
    });
}

void Runner::carryOut(const StartScanner &)
{
    m_rooms.scanner->start();
    Q_EMIT looksForPages(true);
}

void Runner::carryOut(const StopScanner &)
{
    m_rooms.scanner->stop();
    Q_EMIT looksForPages(false);
}

void Runner::carryOut(const TakePageNow &)
{
    m_taking.emplace(m_rooms.scanner->take(kTakePatience), m_state.visit);
}

void Runner::carryOut(const StorePage &effect)
{
    m_rooms.storeWorker.run(
        this, [store = AttachmentStore::of(m_rooms.store), effect] { return keep(*store, effect.order, effect.page); },
        [this, order = effect.order](Result<Attachment> kept) {
            if (!kept)
                m_rooms.log.write(EventId::OrderNotStored, {{"order", order}, {"error", kept.error()}});
            happen(PageKept{order, std::move(kept)});
        });
}

void Runner::carryOut(const StartCodes &)
{
    if (m_rooms.codes != nullptr)
        m_rooms.codes->start();
}

void Runner::carryOut(const StopCodes &)
{
    if (m_rooms.codes != nullptr)
        m_rooms.codes->stop();
}

void Runner::carryOut(const DiscardPages &effect)
{
    m_rooms.storeWorker.run(
        this,
        [store = AttachmentStore::of(m_rooms.store), order = effect.order] { return store->discardAttachments(order); },
        [this](const Result<void> &result) { keepTrying(result); });
}

} // namespace yz
