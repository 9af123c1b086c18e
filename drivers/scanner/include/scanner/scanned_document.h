// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "scanner/page.h"

#include <core/result.h>

#include <QByteArray>

#include <vector>

namespace yz {

/** Bytes for the attachment store. Personal data: the document. */
struct ScannedFile
{
    QByteArray bytes;
    QByteArray sha256; ///< 32 bytes
    QByteArray type;   ///< image/jpeg or application/pdf
    int pages = 1;
};

/**
 * The pages of one document in their order, kept as JPEG while it is put together.
 * A value. Errors: BadInput (no picture, or no such page), StoreFull (more pages than allowed, or no quality makes them
 * fit). Personal data: the document; blackened when it goes.
 */
class ScannedDocument
{
public:
    static constexpr int kMostPages = 20;
    static constexpr qint64 kMostBytes = 12 * 1024 * 1024; ///< of one file, by the hub's contract

    ScannedDocument() = default;
    ~ScannedDocument();
    ScannedDocument(const ScannedDocument &) = delete;
    ScannedDocument &operator=(const ScannedDocument &) = delete;
    ScannedDocument(ScannedDocument &&) noexcept = default;
    ScannedDocument &operator=(ScannedDocument &&other) noexcept;

    int pages() const { return static_cast<int>(m_pages.size()); }
    qint64 bytes() const;
    Result<void> append(const ScannedPage &page);
    /** Taken again. */
    Result<void> replace(int index, const ScannedPage &page);
    Result<void> remove(int index);
    /** For the preview; null when there is no such page. */
    QImage preview(int index, QSize within) const;

    Result<ScannedFile> jpeg(int index) const;
    /** All pages in one file; each page of the size of A4, or of its own shape beside A4's long side. */
    Result<ScannedFile> pdf() const;

private:
    struct Page
    {
        QByteArray jpeg;
        QSize size;
    };
    static Result<Page> pageOf(const ScannedPage &page, qint64 room);
    bool has(int index) const { return index >= 0 && index < pages(); }

    std::vector<Page> m_pages;
};

} // namespace yz
