// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "words/catalogue.h"
#include "words/json_walk.h"

namespace yz {

/**
 * Reads one row in one language. Whatever the row's own `en` says replaces the Chinese first, so that a text is found
 * whatever it is part of. After a refusal all that is read is empty; problem() says what and where.
 */
class RowReader
{
public:
    RowReader(const QByteArray &json, Language language);

    FormPack form();
    GuideItem item();
    Institution institution();
    Person person();
    Referral referral();
    Lesson lesson();
    HelpTree tree();
    PrintTemplate sheet();
    CodeTable codes();

    /** Where it stands among its kind; 0 when the row does not say. */
    int place() const { return m_place; }
    const std::optional<Error> &problem() const { return m_walk.problem(); }
    void refuse(const char *key, const char *why) { m_walk.refuse(m_top, key, why); }

private:
    JsonWalk m_walk;
    QByteArray m_json; ///< in the language asked for
    JsonPlace m_top;
    int m_place = 0;
};

/** `json` with every text that its `en` translates in English, and without `en`; unchanged when it is no object. */
QByteArray inEnglish(const QByteArray &json);

} // namespace yz
