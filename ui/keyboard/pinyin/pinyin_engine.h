// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pinyin/pinyin_table.h"

#include <ui/input_engine.h>

#include <QFile>

#include <memory>

namespace yz::pinyin {

/**
 * Pinyin over a compiled dictionary: whole sentences first, then shorter words, then single characters.
 * Owner: `app/main`. Thread: any (const, nothing kept between calls). Errors: only when opened (DataMalformed).
 * Personal data: passes through; nothing is learned or written.
 */
class PinyinEngine : public InputEngine
{
public:
    /** Over a file that stays mapped. */
    static Result<std::unique_ptr<PinyinEngine>> open(const QString &blob);
    /** Over bytes that outlive the engine: for tests. */
    static Result<std::unique_ptr<PinyinEngine>> over(std::span<const std::byte> bytes);

    std::vector<Candidate> candidates(const QString &letters, int limit) const override;
    QString divided(const QString &letters) const override;

private:
    PinyinEngine(std::unique_ptr<QFile> file, const Table &table);

    std::unique_ptr<QFile> m_file; ///< keeps the mapping; none over a test's bytes
    Table m_table;
};

} // namespace yz::pinyin
