// SPDX-License-Identifier: Apache-2.0
// Pages before the camera: what the citizen wants to send along.
#include "step_work.h"
#include "visit_words.h"

#include <algorithm>

namespace yz {
namespace {

using Phase = ScanView::Phase;

constexpr std::size_t kMostPages = 20; // of an order, by the hub's contract

QString troubleWith(const Error &error)
{
    switch (error.fault) {
    case Fault::StoreFull:
        return Said::tr("这一页放不下了，前面的还在。");
    case Fault::Cancelled:
        return {};
    default:
        return Said::tr("摄像头现在用不了。可以先提交，材料以后再交。");
    }
}

} // namespace

QString hintFor(PageFault fault)
{
    switch (fault) {
    case PageFault::NoPage:
        return Said::tr("请把材料平放在摄像头下面。");
    case PageFault::CutOff:
        return Said::tr("没有放全，请往中间挪一挪。");
    case PageFault::TooSmall:
        return Said::tr("离得太远，请靠近一些。");
    case PageFault::TooDark:
        return Said::tr("太暗了，请放到亮的地方。");
    case PageFault::Glare:
        return Said::tr("有反光，请把纸抚平或转一转。");
    case PageFault::Blurred:
        return Said::tr("有点模糊，请放稳，手不要动。");
    }
    return {};
}

void Step::wants(const AddPages &)
{
    auto *checking = std::get_if<Checking>(&m_state.stage);
    if (checking == nullptr || !m_state.canScan || !formOf(checking->application.service).takesPages)
        return;
    Scanning scanning{std::move(checking->application)};
    if (!scanning.application.order)
        scanning.application.order = m_around.freshOrder;
    m_state.stage = std::move(scanning);
}

void Step::wants(const TakePage &)
{
    auto *scanning = std::get_if<Scanning>(&m_state.stage);
    if (scanning == nullptr || scanning->phase != Phase::Aiming || scanning->application.pages.size() >= kMostPages)
        return;
    scanning->phase = Phase::Taking;
    scanning->trouble.clear();
    m_effects.push_back(TakePageNow{});
}

void Step::wants(const TurnPage &)
{
    auto *scanning = std::get_if<Scanning>(&m_state.stage);
    if (scanning != nullptr && scanning->phase == Phase::Looking && scanning->page)
        scanning->page = turned(*scanning->page, 1);
}

void Step::wants(const RetakePage &)
{
    auto *scanning = std::get_if<Scanning>(&m_state.stage);
    if (scanning == nullptr || scanning->phase != Phase::Looking)
        return;
    scanning->page.reset();
    scanning->phase = Phase::Aiming;
}

void Step::wants(const KeepPage &)
{
    auto *scanning = std::get_if<Scanning>(&m_state.stage);
    if (scanning == nullptr || scanning->phase != Phase::Looking || !scanning->page)
        return;
    m_effects.push_back(StorePage{*scanning->application.order, std::move(*scanning->page)});
    scanning->page.reset();
    scanning->phase = Phase::Keeping;
}

void Step::back(Scanning &stage)
{
    if (stage.phase == Phase::Looking)
        wants(RetakePage{});
    else if (stage.phase != Phase::Keeping) // in a moment it counts
        m_state.stage = Checking{Application(std::move(stage.application))};
}

void Step::on(const PageSighted &event)
{
    if (auto *scanning = std::get_if<Scanning>(&m_state.stage))
        scanning->sight = event.sight;
}

void Step::on(const PageTaken &event)
{
    auto *scanning = std::get_if<Scanning>(&m_state.stage);
    if (scanning == nullptr || event.visit != m_state.visit || scanning->phase != Phase::Taking)
        return;
    m_state.touchedAt = m_around.now;
    scanning->phase = Phase::Aiming;
    if (const auto *page = std::get_if<ScannedPage>(&event.answer)) {
        scanning->page = *page;
        scanning->phase = Phase::Looking;
    } else if (const auto *fault = std::get_if<PageFault>(&event.answer)) {
        scanning->trouble = hintFor(*fault);
    } else {
        scanning->trouble = troubleWith(std::get<Error>(event.answer));
    }
}

void Step::on(const PageKept &event)
{
    auto *application = fillable();
    if (application == nullptr || application->order != event.order)
        return; // what came too late goes with the rest
    auto *scanning = std::get_if<Scanning>(&m_state.stage);
    if (event.kept) {
        const auto &held = application->pages;
        if (std::find(held.begin(), held.end(), *event.kept) == held.end())
            application->pages.push_back(*event.kept); // the same page twice is one
    } else if (scanning != nullptr) {
        scanning->trouble = troubleWith(event.kept.error());
    }
    if (scanning != nullptr && scanning->phase == Phase::Keeping)
        scanning->phase = Phase::Aiming;
}

} // namespace yz
