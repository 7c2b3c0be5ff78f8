using ServiceBot.Domain.Sources;
using ServiceBot.Domain.Tests.Builders;

namespace ServiceBot.Domain.Tests.Sources;

public sealed class IdentityQuestionTests
{
    private const string Vin = "X96A22R32N2712345";

    private static IdentityDoubt? Doubt(VehicleRef one, VehicleRef other) =>
        IdentityQuestion.Find([one], [one, other]).SingleOrDefault()?.Doubt;

    [Theory]
    [InlineData("X96A22R32N2712346")] // one character wrong
    [InlineData("X96A22R32N271235")] // one left out
    [InlineData("X96A22R32N27123455")] // one doubled
    [InlineData("X96A22R32N2712354")] // two neighbours exchanged
    public void Under_one_plate_a_slip_of_typing_is_asked_about(string slipped) =>
        Assert.Equal(IdentityDoubt.SlipUnderOnePlate, Doubt(New.Vehicle(Vin), New.Vehicle(slipped)));

    [Fact]
    public void Letters_that_no_number_has_are_asked_about_under_any_plate() =>
        Assert.Equal(
            IdentityDoubt.ConfusedLetters,
            Doubt(New.Vehicle("X96A22R32N2710345"), New.Vehicle("X96A22R32N27IO345", plate: "В777ОР77")));

    [Fact]
    public void A_fleet_with_consecutive_numbers_under_plates_of_their_own_is_not_asked_about() =>
        Assert.Null(Doubt(New.Vehicle(Vin), New.Vehicle("X96A22R32N2712346", plate: "А124ВС178")));

    [Fact]
    public void A_plate_that_moved_to_quite_another_vehicle_is_no_question() =>
        Assert.Null(Doubt(New.Vehicle(Vin), New.Vehicle("Z8X3309YP00112233")));

    [Fact]
    public void Two_slips_are_two_vehicles() =>
        Assert.Null(Doubt(New.Vehicle(Vin), New.Vehicle("X96A22R32N2712399")));

    [Fact]
    public void Numbers_that_one_record_names_together_are_one_vehicle_already()
    {
        var both = New.Vehicle(Vin, secondVin: "X96A22R32N2712346");

        Assert.Empty(IdentityQuestion.Find([both], [both, New.Vehicle("X96A22R32N2712346")]));
    }

    [Fact]
    public void Each_pair_is_asked_about_once_whatever_side_is_new()
    {
        var (one, other) = (New.Vehicle(Vin), New.Vehicle("X96A22R32N2712346"));

        var question = Assert.Single(IdentityQuestion.Find([one, other], [other, one, one]));
        Assert.Equal((Vin, "X96A22R32N2712346"), (question.One.Value, question.Other.Value));
        Assert.Equal(PlateNumber.Read(New.Plate), question.Plate);
    }
}
