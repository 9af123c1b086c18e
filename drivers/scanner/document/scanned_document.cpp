// SPDX-License-Identifier: Apache-2.0
#include "scanner/scanned_document.h"

#include "document/jpeg_pdf.h"

#include <core/secret.h>

#include <QBuffer>
#include <QCryptographicHash>

#include <utility>

namespace yz {
namespace {

constexpr int kQualities[] = {85, 70, 55, 40};
constexpr qint64 kMostPoints = 40'000'000;

void blacken(QByteArray &bytes)
{
    if (bytes.isDetached())
        wipe(std::as_writable_bytes(std::span(bytes.data(), static_cast<std::size_t>(bytes.size()))));
}

ScannedFile fileOf(QByteArray bytes, const QByteArray &type, int pages)
{
    const auto digest = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    return {std::move(bytes), digest, type, pages};
}

} // namespace

ScannedDocument::~ScannedDocument()
{
    for (auto &page : m_pages)
        blacken(page.jpeg);
}

ScannedDocument &ScannedDocument::operator=(ScannedDocument &&other) noexcept
{
    m_pages.swap(other.m_pages); // what was here goes, blackened, with the other
    return *this;
}

qint64 ScannedDocument::bytes() const
{
    qint64 sum = pdfOverhead(pages());
    for (const auto &page : m_pages)
        sum += page.jpeg.size();
    return sum;
}

Result<void> ScannedDocument::append(const ScannedPage &page)
{
    if (pages() >= kMostPages)
        return {Fault::StoreFull, "no more than 20 pages in a document"};
    auto made = pageOf(page, kMostBytes - bytes() - pdfOverhead(1));
    if (!made)
        return made.error();
    m_pages.push_back(std::move(*made));
    return {};
}

Result<void> ScannedDocument::replace(int index, const ScannedPage &page)
{
    if (!has(index))
        return {Fault::BadInput, "no such page"};
    auto &old = m_pages[static_cast<std::size_t>(index)];
    auto made = pageOf(page, kMostBytes - bytes() + old.jpeg.size());
    if (!made)
        return made.error();
    blacken(old.jpeg);
    old = std::move(*made);
    return {};
}

Result<void> ScannedDocument::remove(int index)
{
    if (!has(index))
        return {Fault::BadInput, "no such page"};
    blacken(m_pages[static_cast<std::size_t>(index)].jpeg);
    m_pages.erase(m_pages.begin() + index);
    return {};
}

QImage ScannedDocument::preview(int index, QSize within) const
{
    if (!has(index))
        return {};
    const auto picture = QImage::fromData(m_pages[static_cast<std::size_t>(index)].jpeg, "JPG");
    return picture.scaled(within, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

Result<ScannedFile> ScannedDocument::jpeg(int index) const
{
    if (!has(index))
        return {Fault::BadInput, "no such page"};
    return fileOf(m_pages[static_cast<std::size_t>(index)].jpeg, "image/jpeg", 1);
}

Result<ScannedFile> ScannedDocument::pdf() const
{
    if (m_pages.empty())
        return {Fault::BadInput, "a document without pages"};
    std::vector<JpegPage> held;
    for (const auto &page : m_pages)
        held.push_back({page.jpeg, page.size});
    return fileOf(pdfOf(held), "application/pdf", pages());
}

/** As good as fits into the room. */
Result<ScannedDocument::Page> ScannedDocument::pageOf(const ScannedPage &page, qint64 room)
{
    const auto &picture = page.picture;
    if (picture.isNull() || static_cast<qint64>(picture.width()) * picture.height() > kMostPoints)
        return {Fault::BadInput, "no picture of a page, or beyond all measure"};
    const auto opaque = picture.convertToFormat(QImage::Format_RGB32); // three colours, never one or four
    for (const int quality : kQualities) {
        Page made{{}, opaque.size()};
        QBuffer buffer(&made.jpeg);
        buffer.open(QIODevice::WriteOnly);
        if (!opaque.save(&buffer, "JPG", quality))
            return {Fault::BadInput, "a picture that cannot be written as JPEG"};
        if (made.jpeg.size() <= room)
            return made;
        blacken(made.jpeg);
    }
    return {Fault::StoreFull, "the document would be larger than the hub takes"};
}

} // namespace yz
