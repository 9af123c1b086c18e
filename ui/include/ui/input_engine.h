// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>

#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace yz {

/**
 * Turns keys into words. Keeps nothing between calls and learns nothing: what one citizen types must not be offered to
 * the next.
 * Owner: `app/main`. Thread: any (const).
 */
class InputEngine
{
public:
    virtual ~InputEngine() = default;

    struct Candidate
    {
        QString text;
        int keysUsed = 0; ///< how many of the typed letters it stands for
    };
    /** Candidates for pinyin letters (a–z and ' as divider), best first, at most `limit`. */
    virtual std::vector<Candidate> candidates(const QString &letters, int limit) const = 0;
    /** The letters divided into syllables, for showing: "fa'lv'yuan". */
    virtual QString divided(const QString &letters) const = 0;
};

/** Opens the dictionary blob that the build compiled (see ui/keyboard/README.md). DataMalformed when it is not one. */
Result<std::unique_ptr<InputEngine>> openPinyinEngine(const QString &blob);

} // namespace yz
