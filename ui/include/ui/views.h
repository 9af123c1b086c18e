// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/fault.h>
#include <core/language.h>

#include <QByteArray>
#include <QImage>
#include <QPointF>
#include <QString>
#include <QStringList>

#include <array>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace yz {

// What a screen is given to show: plain words, already masked. Made in `app`, never in a widget.

/** What a citizen may do on a page besides 返回 · 首页 · 求助. */
struct PageAction
{
    QString id; ///< given back in DoAction
    QString label;
    bool primary = false;
    bool operator==(const PageAction &) const = default;
};

enum class TileIcon { Aid, Mediate, Notary, Appraise, Advise, Law, Guide, Progress };

/** Home: greeting, call bar, eight tiles. */
struct HomeView
{
    struct Tile
    {
        QString service; ///< code given back in OpenService
        QString title;   ///< at most 6 hanzi
        QString subtitle;
        TileIcon icon = TileIcon::Aid;
        bool built = false;
        bool operator==(const Tile &) const = default;
    };
    QString place;    ///< "某县公共法律服务中心"
    QString timeText; ///< fixed by the caller, so that a screenshot is the same twice
    std::vector<Tile> tiles;
    std::vector<PageAction> more; ///< beside the tiles: 帮我选, 法治宣传, 找机构和人 …; at most six
    bool operator==(const HomeView &) const = default;
};

/** A tile that cannot be served here yet: says so, and how else to get help. */
struct NotYetView
{
    QString title;
    bool operator==(const NotYetView &) const = default;
};

/** Before a journey: what it is, who may, what is needed, how long, that it is free. */
struct GuideView
{
    QString title;
    QString lead;
    QStringList points;
    QStringList sources;                  ///< article citations
    bool printerWarning = false;          ///< paper is low or the printer is away: said before the citizen starts
    std::vector<PageAction> actions = {}; ///< what there is to be read first
    std::vector<bool> opens = {};         ///< the sources that a touch opens: DoAction{"cite:0"}, counted from 0
    bool operator==(const GuideView &) const = default;
};

/** Where to lay the card, and how reading goes. */
struct CardView
{
    enum class Phase { Waiting, Reading, Trouble };
    Phase phase = Phase::Waiting;
    Fault trouble = Fault::CardMoved; ///< only in Trouble: the sentence comes from the fault table
    bool mayStayAnonymous = false;    ///< "匿名咨询" is offered beside the card
    bool bySlip = false;              ///< the slip was shown: who left no name needs no card
    bool operator==(const CardView &) const = default;
};

/** "Is this you?": every value already masked. */
struct IdentityView
{
    struct Row
    {
        QString label;
        QString value;
        bool operator==(const Row &) const = default;
    };
    std::vector<Row> rows;
    bool offerElderMode = false;
    bool operator==(const IdentityView &) const = default;
};

/** One question of a form. */
struct FormView
{
    enum class Kind { Choice, Choices, Text, LongText, Digits, Phone, Statement, Ticket, Secret };
    struct Option
    {
        QString value;
        QString label;
        QString hint;
        bool alone = false; ///< "以上都不是": goes with no other answer (Choices only)
        bool operator==(const Option &) const = default;
    };
    QString service;   ///< title of the journey
    QStringList steps; ///< names of the pages
    int step = 0;
    int question = 0; ///< of `questions`, both within the whole form
    int questions = 0;
    QString field; ///< id given back in Answer
    Kind kind = Kind::Choice;
    QString title;
    QString help;
    QString source; ///< article citation, may be empty
    std::vector<Option> options;
    QStringList value; ///< one for most kinds, any number for Choices
    int maxLength = 0;
    bool required = true;
    QStringList phrases;      ///< tap to insert, for free text
    QString problem;          ///< why the last answer was not taken; empty when it was
    bool leadsToCard = false; ///< after the last question comes the card, not the check
    bool operator==(const FormView &) const = default;
};

/** Check-your-answers, before anything is sent. */
struct CheckView
{
    struct Row
    {
        QString field; ///< empty: cannot be changed here
        QString label;
        QString value;
        bool operator==(const Row &) const = default;
    };
    QString service;
    std::vector<Row> rows;
    QString promise; ///< what happens after: "7 日内告知是否给予法律援助"
    QString pledge;  ///< what the citizen declares by submitting
    bool canAddPages = false;
    bool operator==(const CheckView &) const = default;
};

/** A page before the camera. The live picture comes on its own, see Shell::showPage. */
struct ScanView
{
    enum class Phase { Aiming, Taking, Looking, Keeping };
    using Outline = std::array<QPointF, 4>; ///< fractions of the picture
    Phase phase = Phase::Aiming;
    int pages = 0;     ///< kept so far
    bool full = false; ///< no more go along
    std::optional<Outline> outline;
    QString hint;    ///< what to do; empty: it lies well
    QString trouble; ///< why the last try came to nothing
    QImage picture;  ///< Looking: the page as it will be sent. Personal data
    bool operator==(const ScanView &) const = default;
};

/** Something takes a moment. */
struct WorkingView
{
    QString sentence;
    bool operator==(const WorkingView &) const = default;
};

/** A promise to call back: none, being stored, durable with its number, or not made at all. */
struct CallbackView
{
    enum class State { None, Storing, Promised, Failed };
    State state = State::None;
    QString number;
    bool hasPhone = false;
    bool operator==(const CallbackView &) const = default;
};

/** How a paper on request stands: the answer, or a form to be signed. */
enum class SheetStands { None, Printing, Printed, Failed, Unknown };

/** The order is durable: number, what happens next, and how the slip stands. */
struct ResultView
{
    enum class Slip { Printing, Confirmed, Failed, Unknown, None };
    struct Step
    {
        QString title;
        QString when;
        bool done = false;
        bool operator==(const Step &) const = default;
    };
    QString service;
    QString number;
    std::vector<Step> timeline;
    Slip slip = Slip::Printing;
    Fault slipFault = Fault::PaperOut; ///< only when Failed or Unknown
    QByteArray slipCode;               ///< content of the QR: shown when there is no paper
    QString title = {};                ///< "您的咨询已登记"; empty: the ordinary one
    QString promise = {};              ///< said above all else: "律师会在今天 14:30 前答复您"
    bool callNow = false;              ///< a lawyer can be seen now
    CallbackView callback = {};
    QString form = {}; ///< "法律援助申请表" can be printed on A4; empty: there is none, or no printer for it
    SheetStands formStands = SheetStands::None;
    bool operator==(const ResultView &) const = default;
};

/** Where an order stands, and the answer. */
struct ProgressView
{
    QString number;
    QString service;
    QString state;
    QString responsible; ///< organisation and name; empty: nobody yet
    QString due;         ///< "今天 14:30 前答复"; empty: none promised
    QString answer;      ///< empty: not yet
    QString answeredBy;
    std::vector<ResultView::Step> happened;
    std::optional<Fault> unknown; ///< nothing is known: said so, never an old state
    bool canRate = false;
    SheetStands sheet = SheetStands::None;
    bool operator==(const ProgressView &) const = default;
};

/** Before camera and microphone: what will be switched on, what is kept, and that one may say no. */
struct CallConsentView
{
    bool operator==(const CallConsentView &) const = default;
};

/** In the queue, or being connected. */
struct CallWaitView
{
    int place = 0;           ///< 0: not known yet
    int waitMinutes = 0;     ///< 0: not known
    bool connecting = false; ///< somebody has taken it
    QString agent;
    bool operator==(const CallWaitView &) const = default;
};

/** In the call. The pictures come on their own, see Shell::showRemote. */
struct CallView
{
    enum class Media { Video, Audio, Text };
    struct Line
    {
        bool mine = false;
        QString text;
        bool operator==(const Line &) const = default;
    };
    Media media = Media::Video;
    QString agent;
    QString organisation;
    bool unstable = false;
    bool reconnecting = false;
    std::vector<Line> lines; ///< the last few
    bool operator==(const CallView &) const = default;
};

/** The call is over: how, and what follows. */
struct CallOverView
{
    enum class End { Finished, Broken, Nobody, Declined };
    End end = End::Finished;
    CallbackView callback;
    bool operator==(const CallOverView &) const = default;
};

/** Things to choose from: services, institutions, people, lessons, lines of others. The screen turns the pages. */
struct ListView
{
    struct Chip
    {
        QString id;
        QString label;
        bool on = false;
        bool operator==(const Chip &) const = default;
    };
    struct Row
    {
        QString id;
        QString title;
        QStringList facts; ///< at most three: 单位, 材料, 时限
        QString badge;     ///< a word or two; empty: none
        bool operator==(const Row &) const = default;
    };
    QString topic; ///< code; the page is another one when it changes
    QString title;
    QString lead;
    std::vector<Chip> chips; ///< at most five
    std::vector<Row> rows;
    QString nothing; ///< what is said when there are no rows, and what to do then
    bool operator==(const ListView &) const = default;
};

/** A page to be read: a guide, an institution, a lesson, somebody else's line. */
struct DetailView
{
    struct Block
    {
        QString heading;
        QStringList lines;
        bool numbered = false;
        bool operator==(const Block &) const = default;
    };
    QString id; ///< the page is another one when it changes
    QString title;
    QString lead;
    QString number; ///< a telephone number to be read from afar; empty: none
    std::vector<Block> blocks;
    QStringList sources;
    std::vector<bool> opens; ///< those that a touch opens: DoAction{"cite:0"}, counted from 0
    QString notice;          ///< "数据截至 …"; empty: nothing to be said
    bool isOld = false;      ///< the notice is a warning
    std::vector<PageAction> actions;
    SheetStands sheet = SheetStands::None;
    bool operator==(const DetailView &) const = default;
};

/** One question of 帮我选: a touch on an answer goes on. */
struct ChooseView
{
    struct Option
    {
        QString id;
        QString label;
        QString hint;
        bool operator==(const Option &) const = default;
    };
    QString node; ///< the page is another one when it changes
    QString question;
    QString help;
    std::vector<Option> options;
    bool operator==(const ChooseView &) const = default;
};

/** The law library: what was typed and what was found. */
struct LawSearchView
{
    struct Hit
    {
        QString id;
        QString law;
        QString number;
        QString snippet;
        std::vector<std::pair<int, int>> marks; ///< begin and length in the snippet
        QString badge;                          ///< "已失效", "尚未施行"; empty: in force
        bool operator==(const Hit &) const = default;
    };
    enum class Stands { Empty, Asking, Found, Nothing, Trouble };
    Stands stands = Stands::Empty;
    QString query; ///< personal data, perhaps: dies with the visit
    std::vector<Hit> hits;
    QStringList understoodAs;
    QStringList examples;          ///< to be tapped instead of typing
    QString notice;                ///< "法律数据截至 …"
    bool isOld = false;            ///< the notice is a warning
    Fault fault = Fault::Internal; ///< only with Trouble
    bool operator==(const LawSearchView &) const = default;
};

/** One article. */
struct ArticleView
{
    QString id;
    QString law;
    QString number;
    QString section;
    QString text;
    QString validity; ///< "自 2021-01-01 起施行，现行有效"
    bool outOfForce = false;
    bool hasBefore = false;
    bool hasAfter = false;
    QString notice;
    bool isOld = false; ///< the notice is a warning
    std::vector<PageAction> actions;
    SheetStands sheet = SheetStands::None;
    bool operator==(const ArticleView &) const = default;
};

/** A fault that ends the way forward here: its sentence, and the ways left. */
struct TroubleView
{
    Fault fault = Fault::Internal;
    bool canRetry = false;
    bool operator==(const TroubleView &) const = default;
};

/** The terminal itself could not be brought up: nothing can be done here until somebody has seen to it. */
struct OutOfServiceView
{
    QString code; ///< the fault's name, for the attendant on the telephone
    bool operator==(const OutOfServiceView &) const = default;
};

/** How something stands: a colour, and always a word beside it. `None`: this terminal has no such thing. */
enum class Light { None, Good, Warn, Bad, Unknown };

/** A page of the maintenance mode: rows with traffic lights in groups, and what can be done about them. */
struct BoardView
{
    struct Row
    {
        QString id; ///< given back in ChooseRow; empty: only to be read
        QString title;
        QString word;      ///< how it stands; empty: nothing to be said
        QStringList facts; ///< at most three lines
        Light light = Light::None;
        bool operator==(const Row &) const = default;
    };
    struct Group
    {
        QString heading;
        std::vector<Row> rows;
        bool operator==(const Group &) const = default;
    };
    QString topic; ///< code; the page is another one when it changes
    QString title;
    QString lead;
    Light light = Light::None; ///< of the whole; its word is `verdict`
    QString verdict;
    std::vector<ListView::Chip> chips; ///< at most five
    std::vector<Group> groups;
    std::vector<PageAction> actions; ///< at most four
    bool operator==(const BoardView &) const = default;
};

struct GoodbyeView
{
    bool remindCard = true;
    bool remindPaper = true;
    bool operator==(const GoodbyeView &) const = default;
};

using PageView =
    std::variant<HomeView, NotYetView, GuideView, CardView, IdentityView, FormView, CheckView, ScanView, WorkingView,
                 ResultView, ProgressView, CallConsentView, CallWaitView, CallView, CallOverView, ListView, DetailView,
                 ChooseView, LawSearchView, ArticleView, TroubleView, OutOfServiceView, GoodbyeView, BoardView>;

/** What lies over the page. */
enum class Cover {
    None,
    Help,  ///< how to reach a human: 12348, the attendant
    Idle,  ///< "还要继续吗": one tap goes on
    Leave, ///< "要离开吗": what was entered so far is kept sealed, the screen wiped; stay (CloseCover) or LeaveNow
    Hidden ///< quick exit: a neutral page
};

/** All that the shell shows. */
struct ScreenView
{
    PageView page;
    Cover cover = Cover::None;
    int idleSecondsLeft = 0; ///< only with Cover::Idle; not shown in elder mode
    bool canGoBack = false;  ///< 返回 is always there, and pale when this is false
    bool elder = false;
    bool printerDown = false; ///< a word in the header: slips come as a code on the screen
    bool offline = false;     ///< a word in the header: orders are kept and sent later
    QString practice;         ///< watermark of the training mode; empty otherwise
    QString attendant;        ///< a quiet line for whoever minds the terminal, at Home only; empty: nothing to see to
    Language language = Language::Chinese;
    bool canSpeak = false;  ///< there is a voice: 语音 is offered
    bool speech = false;    ///< pages are read aloud as they come
    bool speaking = false;  ///< something is being read aloud just now
    QString staff;          ///< "维护模式 · 运维人员": the header is orange; empty for citizens
    bool staffDoor = false; ///< the help sheet has the staff's door: while nobody is being served
};

} // namespace yz
