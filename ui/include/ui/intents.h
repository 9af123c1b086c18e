// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/language.h>

#include <QString>
#include <QStringList>

#include <variant>

namespace yz {

// What the citizen wants, as the screens understand it. No pixel, no widget, no decision.

struct OpenService
{
    QString service;
};
struct Begin ///< from the guide page into the journey
{
};
struct GoBack
{
};
struct GoHome
{
};
struct LeaveNow ///< "yes, leave" on Cover::Leave
{
};
struct AskHelp
{
};
struct CloseCover ///< also: "yes, I am still here"
{
};
struct RetryHere
{
};
struct ConfirmIdentity
{
};
struct NotMe
{
};
struct UseElderMode
{
    bool on = true;
};
/** An answer being formed: journalled, the page stays. Personal data: `value`. */
struct EditAnswer
{
    QString field;
    QStringList value;
};
/** The answer stands: go on. Personal data: `value`. */
struct GiveAnswer
{
    QString field;
    QStringList value;
};
struct ChangeAnswer ///< from the check page back to one question
{
    QString field;
};
struct Submit
{
};
struct PrintAgain
{
};
struct Finish
{
};
struct QuickExit
{
};

struct StayAnonymous ///< "I would rather not say who I am"
{
};
struct AddPages ///< from the check page to the camera
{
};
struct TakePage
{
};
struct TurnPage ///< a quarter, clockwise
{
};
struct RetakePage
{
};
struct KeepPage ///< the one just looked at goes along
{
};

struct RateThis ///< from an answer or a call to the rating
{
};
struct PrintThis ///< the answer on paper
{
};
struct WantCall ///< from the result to the consent page
{
};
/** Camera and microphone may be switched on. */
struct AgreeToCall
{
    bool withPicture = true;
};
struct DeclineCall ///< no camera, no microphone: somebody shall call instead
{
};
struct HangUp ///< also: no longer wait in the queue
{
};
struct LessMedia ///< the picture off, then the sound
{
};
struct SayWords ///< a line of text beside the call. Personal data: `text`.
{
    QString text;
};

struct ChooseRow ///< of a list, of a choice, of what a search found
{
    QString id;
};
struct ChooseChip
{
    QString id;
};
struct DoAction ///< a page's own button
{
    QString id;
};
/** What is looked for, while it is typed and when it stands. Personal data, perhaps: `words`. */
struct LookFor
{
    QString words;
    bool now = false; ///< the search key; else it is still being typed
};
struct ShowNeighbour
{
    int step = 1; ///< +1 or -1
};
struct UseLanguage
{
    Language language = Language::Chinese;
};
struct UseSpeech ///< pages are read aloud as they come, or no more
{
    bool on = true;
};
struct ReadAloud ///< this page, now; or stop
{
    bool on = true;
};

struct AskStaff ///< the door to the maintenance mode
{
};

using Intent =
    std::variant<OpenService, Begin, GoBack, GoHome, LeaveNow, AskHelp, CloseCover, RetryHere, ConfirmIdentity, NotMe,
                 UseElderMode, EditAnswer, GiveAnswer, ChangeAnswer, Submit, PrintAgain, Finish, QuickExit,
                 StayAnonymous, RateThis, PrintThis, WantCall, AgreeToCall, DeclineCall, HangUp, LessMedia, SayWords,
                 AddPages, TakePage, TurnPage, RetakePage, KeepPage, ChooseRow, ChooseChip, DoAction, LookFor,
                 ShowNeighbour, UseLanguage, UseSpeech, ReadAloud, AskStaff>;

} // namespace yz
