// SPDX-License-Identifier: Apache-2.0
// The self-test of the maintenance mode, and what is remembered of it.
#include "staff/staff_desk.h"
#include "staff/trials.h"

#include <words/promise.h>

#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <utility>

namespace yz::staff {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr qint64 kMostKept = 8192;

QString trialsFile(const QString &folder)
{
    return folder + u"/trials.json"_s;
}

} // namespace

void StaffDesk::readKeptTrials()
{
    QFile file(trialsFile(m_site.folder));
    if (file.open(QIODevice::ReadOnly))
        m_standing.trials = readTrials(file.read(kMostKept));
}

/** Those that cannot say how they stand: only use and the self-test tell. */
void StaffDesk::watchUse()
{
    connect(&m_cameraPatience, &QTimer::timeout, this, [this] {
        if (m_isLooking)
            finish(Check::Camera, Light::Bad, u"没有画面"_s);
    });
    if (m_rooms.scanner != nullptr)
        connect(m_rooms.scanner, &DocumentScanner::sighted, this, [this] {
            if (m_isLooking)
                finish(Check::Camera, Light::Good, u"有画面"_s);
            else // somebody lays a page before it: as good as a test, and not worth a disk write each time
                m_standing.trials[Check::Camera] = {Light::Good, m_rooms.clock.wall()};
        });
    if (m_rooms.speaker != nullptr)
        connect(m_rooms.speaker, &Speaker::ended, this, [this](SpeechId speech, bool spoken) {
            if (m_speech == speech) // whether it was heard, only somebody with ears can tell
                finish(Check::Voice, spoken ? Light::Unknown : Light::Bad,
                       spoken ? u"念了一句，听到就是好的"_s : u"没有念出来"_s);
        });
    if (m_rooms.courier != nullptr)
        connect(m_rooms.courier, &Courier::acked, this, [this] { m_standing.lastDelivered = m_rooms.clock.wall(); });
    if (m_rooms.calls != nullptr)
        connect(m_rooms.calls, &callflow::CallDesk::changed, this, &StaffDesk::noteCall);
}

/** It tells of each line and each second: once per call is enough. */
void StaffDesk::noteCall(const callflow::Standing &call)
{
    using callflow::End;
    using callflow::Phase;
    if (call.phase == m_call)
        return;
    m_call = call.phase;
    const bool failed = call.phase == Phase::Ended && (call.end == End::Broken || call.end == End::Unreachable);
    if (call.phase == Phase::InCall && call.media != callflow::Media::Text)
        keepTrial(Check::Calls, Light::Good);
    else if (call.phase == Phase::InCall || failed) // only words went through, or nothing
        keepTrial(Check::Calls, Light::Warn);
}

/** Unknown: it was tried and nobody can say; then what was bad before is known no longer. */
void StaffDesk::keepTrial(Check check, Light light)
{
    const auto before = m_standing.trials.find(check);
    if (light != Light::Unknown)
        m_standing.trials[check] = {light, m_rooms.clock.wall()};
    else if (before != m_standing.trials.end() && before->second.light == Light::Bad)
        m_standing.trials.erase(before);
    else
        return;
    m_hands.post([path = trialsFile(m_site.folder), json = writtenTrials(m_standing.trials)] {
        QSaveFile file(path);
        if (file.open(QIODevice::WriteOnly) && file.write(json) == json.size())
            file.commit(); // lost: then nothing was seen, and nothing is claimed
    });
    if (isOpen())
        stood();
}

void StaffDesk::carryOut(const RunCheck &effect)
{
    switch (effect.check) {
    case Check::Reader:
        return runReader();
    case Check::Slips:
        return runSlips();
    case Check::Pages: {
        const bool can = m_rooms.pagePrinter != nullptr && m_rooms.pagePrinter->status().canPrint();
        return finish(effect.check, can ? Light::Good : Light::Bad,
                      can ? u"自己报告可以打印；只看了状态，没有打纸"_s : u"自己报告现在打印不了"_s);
    }
    case Check::Camera:
        return runCamera();
    case Check::Calls:
        return runCalls();
    case Check::Hub:
        return runHub();
    case Check::Store:
        return runStore();
    case Check::Clock: {
        const bool trusted = m_rooms.clock.wallIsTrusted();
        return finish(effect.check, trusted ? Light::Good : Light::Warn, trusted ? u"已对时"_s : u"没有对时"_s);
    }
    case Check::Voice:
        return runVoice();
    }
}

/** Later, from the event loop: a check that ends at once must not end within the step that began it. */
void StaffDesk::finish(Check check, Light light, const QString &word)
{
    if (check == Check::Camera) {
        m_isLooking = false;
        m_cameraPatience.stop();
        m_rooms.scanner->stop();
    }
    if (check == Check::Voice)
        m_speech.reset();
    QMetaObject::invokeMethod(
        this,
        [this, check, result = CheckResult{light, word}] {
            if (check != Check::Calls) // only a call tells of calls
                keepTrial(check, result.light);
            happen(Checked{check, result});
        },
        Qt::QueuedConnection);
}

/** A reader that looks for a card in vain has answered. */
void StaffDesk::runReader()
{
    if (m_rooms.reader.state() == DeviceState::Ready)
        m_cardTest = m_rooms.reader.read(1500ms);
    else
        finish(Check::Reader, Light::Bad, u"没有接上或自检不通过"_s);
}

void StaffDesk::runSlips()
{
    PrintDocument strip;
    strip.blocks = {
        PrintDocument::Line{u"自检测试条"_s, PrintDocument::Size::Title, PrintDocument::Align::Centre, true},
        PrintDocument::Pair{u"终端"_s, QString::fromLatin1(m_site.terminal)}};
    m_strip = m_rooms.printer.print(strip, kPrintPatience);
}

void StaffDesk::runCamera()
{
    m_isLooking = true;
    m_cameraPatience.start();
    m_rooms.scanner->start();
}

void StaffDesk::runHub()
{
    if (m_rooms.inquirer == nullptr)
        return finish(Check::Hub, Light::Bad, u"没有配置"_s);
    m_rooms.inquirer->askDuty([this](const Result<Duty> &duty) {
        finish(Check::Hub, duty ? Light::Good : Light::Bad,
               duty ? u"有应答"_s : u"没有应答：%1"_s.arg(QString::fromStdString(duty.error().detail)));
    });
}

void StaffDesk::runStore()
{
    OrderStore &store = m_rooms.store;
    m_rooms.storeWorker.run(
        this, [&store] { return store.examine(); },
        [this](const Result<void> &whole) {
            finish(Check::Store, whole ? Light::Good : Light::Bad,
                   whole ? u"每一页都核对过，完好"_s
                         : u"有损坏：%1"_s.arg(QString::fromStdString(whole.error().detail)));
        });
}

/** A call needs somebody at the other end: nothing but a real one tells. */
void StaffDesk::runCalls()
{
    const auto now = m_rooms.clock.wall();
    const auto lamps = lampsOf(m_standing, now);
    const auto calls =
        std::find_if(lamps.begin(), lamps.end(), [](const Lamp &lamp) { return lamp.part == Part::Calls; });
    if (calls->light == Light::Good)
        return finish(Check::Calls, Light::Good,
                      u"%1通过话"_s.arg(spokenTime(m_standing.trials[Check::Calls].at, now)));
    finish(Check::Calls, calls->light,
           calls->light == Light::Warn ? u"最近一次没有通好，请拨一次试试"_s : u"试不了，请拨一次试试"_s);
}

void StaffDesk::runVoice()
{
    m_speech = m_rooms.speaker->say(u"自检，听到请放心。"_s, Language::Chinese);
}

} // namespace yz::staff
